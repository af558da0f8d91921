from .community import Community
from .delivery import Delivery
from .role_change import RoleChange
from .user import FormerName, Standing, User

__all__ = ["Community", "Delivery", "FormerName", "RoleChange", "Standing", "User"]
