from .community import Community
from .delivery import Delivery
from .pulse import Pulse
from .role_change import RoleChange
from .user import FormerName, Standing, User

__all__ = ["Community", "Delivery", "FormerName", "Pulse", "RoleChange", "Standing", "User"]
