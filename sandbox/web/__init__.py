"""A web chat in which a newcomer plays a day of the bot, as any person of a sandbox world.

```python
steps = [GuideStep("Buy a key", sam.id, desk.id, "/buy gta")]
web = WebChat(world, hints={sam.id: "Supporter"}, guide=steps)
url = await web.start(port=8080)
```
"""

from .guide import GuideStep
from .server import WebChat

__all__ = ["GuideStep", "WebChat"]
