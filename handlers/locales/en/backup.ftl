# /backup, and the notices of the nightly ones

command-backup = Backups of the desk
menu-backup = 💾 Backups
backup = <b>Backups</b>
backup-none = None has been made yet.
backup-last = Last made { $at }: { $name }, { $size } MB.
backup-gone = ⚠️ That file is not in its place any more.
backup-failed-since = ⚠️ The last try, { $at }, failed: { $problem }
backup-nightly = Made every night at { $time } ({ $zone }); the newest { $keep } are kept.
backup-nightly-off = None is made by itself. The setting KEYDESK_BACKUP_AT makes one every night.
backup-chat-on = A sealed copy of each is sent to the chat in KEYDESK_BACKUP_CHAT.
backup-chat-off = They stay on this machine. Copy them to another one, or set KEYDESK_BACKUP_CHAT.
backup-secrets = The desk’s secrets are not in them. Keep a copy of those in another place: without them no key in a backup can be read.
backup-button = Make one now
backup-making = Making a backup. The desk goes on working meanwhile …
backup-not-made = No backup was made. { $problem }
backup-broken = The backup did not get to its end. See below.

notice-backup-failed =
    ⚠️ <b>Tonight’s backup was not made.</b>
    { $problem }
    I try again in an hour, and say nothing more of it tonight. /backup shows how it stands.
notice-backup-file = 💾 Backup of { $at }, sealed. keydesk restore opens it with the passphrase.
notice-backup-audit = The audit’s end at that moment, for keydesk audit verify --head: { $end }
notice-backup-gone = 💾 A backup was made, { $at }. Its sealed copy is not in its place any more, so I cannot send it.
notice-backup-too-big =
    💾 A backup was made, { $at }. Its sealed copy has { $size } MB and a bot may send { $most } MB, so it is not here.
    It lies on the desk’s machine; copy it from there. /backup shows its name.
