# What owners are told of the audit's chain

audit-strange = 🚨 <b>The record of who did what is not the one I kept the end of</b>
    In { $file } stands an end behind { $rows ->
        [one] one row
       *[other] { $rows } rows
    } that the record in the database does not have. Somebody may have put an older copy of the database back.
    Run keydesk audit verify on the desk’s machine. I leave that file as it is; move it away once you know why.
audit-broken = 🚨 <b>The record of who did what was changed behind my back</b>
    It breaks at row { $row }, after { $rows ->
        [one] one row that fits
       *[other] { $rows } rows that fit
    }: { $trouble ->
        [changed] that row was changed, or one before it was taken out, put in or moved
        [forged] that row was written by somebody who does not have my secrets
        [misplaced] that row was put under another kind or chat, where nobody looks for it
        [marked] rows were missing at its end, or put in there, when that row was written
        [cut] that row and any behind it are missing
        [no-key] none of my secrets opens the key that it needs
       *[other] it does not fit
    }.
    Run keydesk audit verify on the desk’s machine, and compare with a backup. I go on working, and do not tell this again.
audit-broken-somewhere = that is not known
audit-end = 🔏 <b>The record of who did what is whole</b>: { $rows ->
        [one] one row
       *[other] { $rows } rows
    }. Its end:
    { $end }
    Leave this message here. keydesk audit verify --head with that text shows whether anything before it was changed since.
audit-nothing-kept = 🔏 The record of who did what did not hold tonight’s look, so I keep no end of it here. The owners were told why.
