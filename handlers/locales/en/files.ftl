# Files that people send: what is taken for granted, and what cannot be read.

file-assumed = The file does not say how its letters are encoded; I have read it as { $encoding }. If letters look wrong below, save it as “CSV UTF-8” and send it again.
file-one-sheet = The file has several sheets. I read only the first one, “{ $sheet }”.
file-not-sent = The file is not sent, since your rights changed while it was being made.
file-not-in-group = That is a file of more than { $most } MiB, which I send in a private chat only. Ask me for it there, or for less of it.
error-unreadable-file = I cannot read this file, so nothing was changed: { $problem ->
    [too-big] it is larger than { $most } KiB. Please send it in parts.
    [too-long] it has more than { $most } rows. Please send it in parts.
    [too-wide] it has more than { $most } columns.
    [empty] there is nothing in it.
    [binary] it holds no text. Save it as “CSV UTF-8” or as .xlsx and send it again.
    [broken] it is damaged, or cut off ({ $text }). Save it anew as “CSV UTF-8” or as .xlsx and send it again.
    [encoding] it is not in UTF-8, and I cannot tell which of these it is in: { $text }. Save it as “CSV UTF-8” and send it again.
    [xls] it is in Excel’s old format (.xls). Open it, save it as .xlsx or as “CSV UTF-8”, and send that.
    [xlsb] it is in Excel’s binary format (.xlsb). Open it, save it as .xlsx or as “CSV UTF-8”, and send that.
    [protected] it is locked with a password. Save it without one and send it again.
    [ods] it is in the format of LibreOffice (.ods). Save it as .xlsx or as “CSV UTF-8”, and send that.
    [numbers] it is in the format of Numbers. Export it as CSV or as Excel (.xlsx), and send that.
    [pdf] it is a PDF. Send the table itself, as “CSV UTF-8” or as .xlsx.
    [word] it is a document of a word processor. Send the table as “CSV UTF-8” or as .xlsx.
    [archive] it is an archive. Send the table that is in it, as “CSV UTF-8” or as .xlsx.
    [picture] it is a picture or a recording. Send the table itself, as “CSV UTF-8” or as .xlsx.
    [page] it is a web page or XML, whatever its name says. Open it in a spreadsheet, save it as “CSV UTF-8” or as .xlsx, and send that.
    [rounded] cell { $text } holds a number of more than 15 digits, and a spreadsheet keeps no more than 15: the rest are noughts now. Format the column as text, enter the numbers anew, and send it again.
    [formula] the formula in cell { $text } was never worked out. Open the file in a spreadsheet, save it, and send it again.
   *[other] { $text }
}
