"""Where Django looks for this app's tables; each stands in a module of its own."""

from clinic_site.content.comments import Comment
from clinic_site.content.event import Event
from clinic_site.content.kept import Kept
from clinic_site.content.opened import Opened
from clinic_site.content.outside import OutsideLink
from clinic_site.content.page import DeskEdit
from clinic_site.content.schedule import Scheduled
from clinic_site.content.tombstone import Tombstone
from clinic_site.content.topic import Topic, TopicText
from clinic_site.content.topic_search import TopicSearch

__all__ = [
    "Comment", "DeskEdit", "Event", "Kept", "Opened", "OutsideLink", "Scheduled", "Tombstone", "Topic", "TopicSearch",
    "TopicText",
]  # fmt: skip
