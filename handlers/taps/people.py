"""Taps that the modules of handlers/people serve, under the name of each."""

from handlers.frame.callback import Tap

# basics.py
LANGUAGE_SET = Tap("language.set")

# brought_in.py
GROUP_LEAVE = Tap("group.leave")
GROUP_LIST = Tap("group.list")
GROUP_SET_UP = Tap("group.set-up")

# grant.py
GRANT_ASK = Tap("grant.ask")
GRANT_DO = Tap("grant.do", confirms=True)
GRANT_LENGTH = Tap("grant.length")
GRANT_ROLE = Tap("grant.role")
GRANT_UNTIL = Tap("grant.until")
ROLES_DROP = Tap("roles.drop")

# limit_setting.py
LIMIT_AMOUNT = Tap("limit.amount")
LIMIT_ASK = Tap("limit.ask")
LIMIT_DO = Tap("limit.do", confirms=True)
LIMIT_NEW = Tap("limit.new")
LIMIT_PERSON = Tap("limit.person")
LIMIT_WHOM = Tap("limit.whom")

# limits.py
LIMIT_OPEN = Tap("limit.open")
LIMIT_QUORUM = Tap("limit.quorum")
LIMITS_SHOW = Tap("limits.show")

# menu.py
MENU_AREA = Tap("menu.area")
MENU_FIRST = Tap("menu.first")
MENU_OPEN = Tap("menu.open")

# own_roles.py
ROLE_DELETE = Tap("role.delete")
ROLE_DELETED = Tap("role.deleted", confirms=True)
ROLE_LIST = Tap("role.list")
ROLE_NEW = Tap("role.new")
ROLE_SHOW = Tap("role.show")
ROLE_SWITCH = Tap("role.switch")

# permissions.py
PERMISSIONS_BACK = Tap("permissions.back")
PERMISSIONS_PAGE = Tap("permissions.page")
PERMISSIONS_RESET = Tap("permissions.reset")
PERMISSIONS_RESET_NOW = Tap("permissions.reset-now", confirms=True)
PERMISSIONS_SWITCH = Tap("permissions.switch")

# revoke.py
REVOKE_ASK = Tap("revoke.ask")
REVOKE_DO = Tap("revoke.do", confirms=True)
REVOKE_LIST = Tap("revoke.list")
REVOKE_PAGE = Tap("revoke.page")

# roles.py
ROLES_PAGE = Tap("roles.page")

# setup.py
SETUP_ALERT = Tap("setup.alert")
SETUP_ASK_ZONE = Tap("setup.ask-zone")
SETUP_BEGIN = Tap("setup.begin")
SETUP_LANGUAGE = Tap("setup.language")
SETUP_PURPOSE = Tap("setup.purpose")
SETUP_ROLE = Tap("setup.role")
SETUP_ROLE_FOR = Tap("setup.role-for")
SETUP_SHOW = Tap("setup.show")
SETUP_STEP = Tap("setup.step")
SETUP_ZONE = Tap("setup.zone")
