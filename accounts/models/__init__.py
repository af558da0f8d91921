from .community import Community
from .delivery import DeadAddress, Delivery
from .export import Export
from .leaving import Leaving
from .measure import Measure
from .mute import Mute
from .pulse import Pulse
from .role_change import RoleChange
from .user import FormerName, Standing, User

__all__ = [
    "Community",
    "DeadAddress",
    "Delivery",
    "Export",
    "FormerName",
    "Leaving",
    "Measure",
    "Mute",
    "Pulse",
    "RoleChange",
    "Standing",
    "User",
]
