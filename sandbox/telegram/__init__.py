"""An offline stand-in of Telegram's Bot API, over real HTTP, with the people on the other side.

```python
world = World()
server = TelegramServer(world)
base_url = await server.start()  # the bot calls {base_url}/bot{token}/{method}
sam = world.person("Sam Support", username="sam")
sam.starts()
await sam.private.until(lambda: sam.private.last.sender is None)
await sam.taps("Buy").answered()
```
"""

from sandbox.faults import Fault

from .buttons import Button, Keyboard
from .callbacks import Answer, Tap
from .calls import Call
from .changes import Change, Subscription
from .channels import Channel
from .chat_records import Message
from .chats import Chat, DirectChat
from .entities import Entity, FormattedText
from .errors import ApiError
from .html_parse import parse_html
from .html_render import render_html
from .inline import Asked
from .people import Person
from .rates import Rates
from .refusals import Refusal
from .server import TelegramServer
from .updates import Update
from .users import Bot, User
from .world import World

__all__ = [
    "Answer",
    "ApiError",
    "Asked",
    "Bot",
    "Button",
    "Call",
    "Change",
    "Channel",
    "Chat",
    "DirectChat",
    "Entity",
    "Fault",
    "FormattedText",
    "Keyboard",
    "Message",
    "Person",
    "Rates",
    "Refusal",
    "Subscription",
    "Tap",
    "TelegramServer",
    "Update",
    "User",
    "World",
    "parse_html",
    "render_html",
]
