"""The commands of ``keydesk``, a file each. Importing one loads nothing of the desk."""
