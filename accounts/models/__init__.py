from .community import Community
from .delivery import DeadAddress, Delivery
from .measure import Measure
from .mute import Mute
from .pulse import Pulse
from .role_change import RoleChange
from .user import FormerName, Standing, User

__all__ = [
    "Community",
    "DeadAddress",
    "Delivery",
    "FormerName",
    "Measure",
    "Mute",
    "Pulse",
    "RoleChange",
    "Standing",
    "User",
]
