# What owners are told of the audit's chain

audit-strange = 🚨 <b>The record of who did what is not the one I kept the end of</b>
    In { $file } stands an end behind { $rows ->
        [one] one row
       *[other] { $rows } rows
    } that the record in the database does not have. Somebody may have put an older copy of the database back.
    Run keydesk audit verify on the desk’s machine. I leave that file as it is; move it away once you know why.
