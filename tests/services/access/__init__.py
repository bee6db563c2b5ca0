"""Who may do what: roles, grants, memberships, on a database of each kind."""
