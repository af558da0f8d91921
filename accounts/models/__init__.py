from .community import Community
from .delivery import DeadAddress, Delivery
from .mute import Mute
from .pulse import Pulse
from .role_change import RoleChange
from .user import FormerName, Standing, User

__all__ = [
    "Community",
    "DeadAddress",
    "Delivery",
    "FormerName",
    "Mute",
    "Pulse",
    "RoleChange",
    "Standing",
    "User",
]
