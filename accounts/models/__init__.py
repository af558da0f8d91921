from .community import Community
from .delivery import Delivery
from .user import FormerName, Standing, User

__all__ = ["Community", "Delivery", "FormerName", "Standing", "User"]
