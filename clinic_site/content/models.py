"""Where Django looks for this app's tables; each stands in a module of its own."""

from clinic_site.content.event import Event
from clinic_site.content.page import DeskEdit
from clinic_site.content.topic import Topic, TopicText

__all__ = ["DeskEdit", "Event", "Topic", "TopicText"]
