# /catalog

command-catalog = What the desk sells
menu-catalog = 📚 Catalog
usage-catalog = /catalog [words], or /catalog add <name> | <provider> <its id> [currency] [country]
example-catalog = /catalog add "GTA V" | codegames 562 KZT
usage-catalog-offer = <name> | <provider> <its id> [currency] [country]
example-catalog-offer = "GTA V" | codegames 562 KZT
catalog = <b>Catalog</b>
    { $total ->
        [one] One product
       *[other] { $total } products
    }, page { $page } of { $pages }.
catalog-empty = The catalog is empty.
catalog-add-button = Add an offer
catalog-ask = Which offer should I add? Write it like this: <code>"GTA V" | codegames 562 KZT</code> – the name, a bar, then the provider ({ $providers }), its id of the offer, the currency and, where it matters, the country.
catalog-added = Added to the catalog: <b>{ $product }</b> – { $offer }.
catalog-see = See the product
catalog-nothing = Nothing in the catalog is called “{ $words }”. Write a word or two of the name, such as: gta
catalog-find-button = Find
catalog-ask-words = Which product? Write a word or two of its name.
usage-catalog-words = words of a product’s name
example-catalog-words = gta
catalog-product = <b>{ $product }</b>
catalog-paused-label = ⏸ { $product }
catalog-is-paused = ⏸ Paused: /buy and /stock do not offer it. Orders that were drawn up go on.
catalog-found-by = Also found by: { $words }
catalog-found-by-nothing = It is found by its name alone. Other words can be added: abbreviations, other spellings, other languages.
catalog-own-first = Own stock goes first.
catalog-own-not-first = Own stock stands among the others, by price.
catalog-mark = { $count ->
    [0] Own stock is low when no key is left.
    [one] Own stock is low with one key or less.
   *[other] Own stock is low with { $count } keys or fewer.
}
catalog-no-mark = Own stock is never called low.
catalog-ceiling = A key that costs more than <b>{ $price }</b> asks for approval.
catalog-ceiling-not-all = A key that costs more than <b>{ $price }</b> asks for approval. ⚠️ It holds nothing back that is priced in { $currencies }: a ceiling is in one currency. Set it with “Price ceiling” in that of the offers, such as 500 { $one }.
catalog-no-ceiling = No price of a key asks for approval by itself.
catalog-rename-button = Rename
catalog-merge-button = Merge with another
catalog-pause-button = Pause
catalog-resume-button = Resume
catalog-words-button = Also found by
catalog-settings-button = Settings
catalog-move-button = Move { $place }
catalog-ask-name = What shall <b>{ $product }</b> be called? Orders keep the name of their day.
usage-catalog-name = the new name of the product
example-catalog-name = GTA V
catalog-ask-word = By which word, or words in a row, shall <b>{ $product }</b> be found too?
usage-catalog-word = a word, or several in a row
example-catalog-word = grand theft auto
catalog-word-add = Add a word
catalog-word-drop = ✖ { $word }
catalog-none = none
catalog-own-first-button = Own stock first
catalog-own-not-first-button = Own stock by price
catalog-mark-button = Low mark
catalog-ceiling-button = Price ceiling
catalog-ask-low-mark = With how many keys is own stock of <b>{ $product }</b> low? Write a number such as 5, or “none”.
usage-catalog-low-mark = a number of keys, or none
example-catalog-low-mark = 5
catalog-ask-ceiling = Above which price of one key shall an order of <b>{ $product }</b> ask for approval? Write an amount with its currency such as 49.90 EUR, or “none”.
usage-catalog-ceiling = an amount and a currency, or none
example-catalog-ceiling = 49.90 EUR
catalog-ask-merge = With which product shall <b>{ $product }</b> be merged? Write a word or two of its name.
usage-catalog-merge = words of the other product’s name
example-catalog-merge = gta v
catalog-merge = Merge <b>{ $product }</b> with <b>{ $other }</b>? { $count ->
    [one] Its one offer moves
   *[other] Its { $count } offers move
} to <b>{ $other }</b>, whose name and settings stay; the words of both find it. Orders keep the name of their day.
catalog-to-paused = ⚠️ <b>{ $product }</b> is paused: what comes to it is not for sale until it is resumed.
catalog-ends-ceiling = ⚠️ The price ceiling of { $was } ends with <b>{ $product }</b>: { $kept ->
    [none] no price asks for approval by itself then
   *[other] { $then } counts then
}.
catalog-ends-low-mark = ⚠️ The low mark of { $was } ends with <b>{ $product }</b>: { $kept ->
    [none] there is none then
   *[other] { $then } counts then
}.
catalog-ends-own-first = ⚠️ Own stock of <b>{ $product }</b> goes first no more.
catalog-ends-pause = ⚠️ The pause of <b>{ $product }</b> ends: its offers are for sale in <b>{ $other }</b>.
catalog-ask-move = To which product shall the offer { $offer } be moved? Write a word or two of its name.
usage-catalog-move = words of a product’s name
example-catalog-move = gta v
catalog-move = Move the offer { $offer } from <b>{ $product }</b> to <b>{ $other }</b>? Its orders stay as they are.
catalog-move-last = Move the offer { $offer } to <b>{ $other }</b>? It is the last one of <b>{ $product }</b>, which goes; its orders stay as they are.
catalog-offer = { $place }. { $offer }
catalog-remove-button = Remove { $place }
catalog-remove = Take the offer { $offer } of <b>{ $product }</b> out of the catalog? Nobody can buy it any more; its orders stay.
catalog-remove-last = Take the offer { $offer } out of the catalog? It is the last one of <b>{ $product }</b>, which goes with it; its orders stay.
error-keys-lie-there = This offer stays: { $count ->
    [one] one key of own stock lies under it, and nobody could buy it
   *[other] { $count } keys of own stock lie under it, and nobody could buy them
} any more. To sell none for now, pause { $product }; to sell them under another product, move the offer there. Once nothing is left, it can be removed.
catalog-removed = Taken out of the catalog: { $offer } of <b>{ $product }</b>.

catalog-import-button = Import
catalog-export-button = { $kind }
catalog-exported = { $count ->
    [one] One offer
   *[other] { $count } offers
}, a row each. Change the file and send it back with Import: what would change is shown first. Offers that are not in it stay.
catalog-export-too-long = A workbook holds at most { $most } offers. Take the CSV.
catalog-ask-import = Send me the table, as CSV or XLSX, with the columns { $columns }. Only the first three are needed; the easiest is to begin with an export. Own stock has no id: leave its cell empty. What would change is shown first.
usage-catalog-file = a CSV or XLSX file with the columns product, provider, external id
example-catalog-file = catalog.csv
catalog-reading = ⏳ Reading { $file }…
catalog-import-same = <b>{ $file }</b>: it all stands so already ({ $count ->
    [one] one offer
   *[other] { $count } offers
}). Nothing to change.
catalog-import = Import <b>{ $file }</b>?
    Offers added: { $added }, moved: { $moved }. Products changed: { $changed }, new: { $new }. Not touched: { $untouched ->
        [one] one offer
       *[other] { $untouched } offers
    }. What is not in the file stays.
catalog-import-list = { $count ->
    [one] The one change
   *[other] All { $count } changes
} of { $file }, a row each.
catalog-import-added = ➕ { $product }: { $offer }
catalog-import-moved = ↪ { $offer }: { $old } → { $product }
catalog-import-new = 🆕 { $product }
catalog-import-new-with = 🆕 { $product }: { $said }
catalog-import-changed = ✏️ { $product }: { $said }
catalog-import-field = { $field } { $before } → { $after }
catalog-import-wrong = Nothing was changed: { $count ->
    [one] one row
   *[other] { $count } rows
} of <b>{ $file }</b> cannot be taken. Mend { $cells ->
    [one] this cell
   *[other] these { $cells } cells
} and send the file anew.
catalog-import-row = Row { $row }, { $column }: { $why }
catalog-import-errors = The cells of { $file } that cannot be taken, a row each. Mend them and send the file anew.
catalog-imported = Imported { $file }: { $added ->
    [one] one offer
   *[other] { $added } offers
} added, { $moved } moved, { $changed ->
    [one] one product
   *[other] { $changed } products
} changed. It can be undone as a whole, with /audit catalog.
catalog-moved-on = The catalog was changed since the preview of <b>{ $file }</b> was drawn, so nothing was done. This is what the file would change now:
catalog-undo-button = Undo { $time }: { $deed }
catalog-undo = Undo this? { $who } { $deed } ({ $at }).
    { $count ->
        [one] One thing is put back to what it was before.
       *[other] { $count } things are put back to what they were before.
    } Orders stay as they are.
catalog-undone = Undone: { $who } { $deed } ({ $at }). That can be undone too, with /audit catalog.

error-unknown-product = This product is not in the catalog any more.
error-paused-product = <b>{ $product }</b> is paused: it is not sold at the moment. Orders that were drawn up before go on; who keeps the catalog can resume it.
error-name-taken = Another product is called <b>{ $product }</b>. Choose another name, or merge the two.
error-unknown-offer = This offer is not in the catalog any more.
error-already-in-catalog = This offer is in the catalog already, as <b>{ $product }</b>.
error-bad-word = { $problem ->
    [missing] Write a word by which it shall be found too.
    [too-long] These words are too long: at most { $most } characters.
    [no-word] It needs a letter or a digit, or no search would find it.
   *[unshowable] It has a character that no screen shows ({ $letter }). Please write it without.
}
error-too-many-words = <b>{ $product }</b> would be found by more than { $most } words besides its name. Take some away first.
error-bad-mark = “{ $text }” is no number of keys. Write one from 0 to { $most }, such as 5, or “none”.
error-bad-ceiling = Write an amount above nothing with its currency, such as 49.90 EUR, or “none”. The most is { $most }.
error-same-product = That is <b>{ $product }</b> itself. Choose another product.
error-bad-catalog-sheet = { $problem ->
    [heading] The first row must name the columns: product, provider, external id, and if wanted currency, country, also found by, paused, own first, low mark, ceiling, each once. “{ $text }” does not fit. Begin with an export, such as /catalog export csv.
    [no-rows] There is no offer below the columns of this table, so there was nothing to take in. Write a row for each offer there, or begin with an export, such as /catalog export csv.
    [too-long] The table has more than { $most } rows. Send it in parts.
    [csv] The file is no CSV that I can read. Save it anew as “CSV UTF-8” or as .xlsx and send it again.
   *[wide] The row has more than { $most } cells. A comma inside a cell needs quotes around the cell, such as "GTA, the fifth".
}
error-bad-yes = “{ $text }” is neither yes nor no. Write yes or no.
error-offer-twice = This offer ({ $text }) stands in a row above too. Leave one of them.
error-told-otherwise = Row { $row }, of <b>{ $product }</b> too, says { $said ->
    [yes] “{ $text }”
   *[no] nothing
} here. Write the same in all rows of a product.
error-catalog-moved = The catalog was changed since the preview was drawn, so nothing was done. Send the file anew.
error-unknown-change = This change cannot be undone from here.
error-undone-before = { $who } has undone this already, { $at }.
error-changed-since = Nothing was undone: <b>{ $product }</b> was changed since{ $known ->
    [yes] {""} by { $who }, { $at }
   *[no] {""}
}{ $count ->
    [one] .
   *[other] {""} ({ $count } things are other than they were left).
} Undo what came later first, or change it by hand with /catalog.
error-unknown-provider = There is no provider “{ $provider }” that sells. Those that do: { $known }.
error-bad-name = { $problem ->
    [missing] A product needs a name. Write one, such as GTA V.
    [too-long] This name is too long: at most { $most } characters.
    [no-word] A product’s name needs a letter or a digit, or no search would find it.
   *[unshowable] This name has a character that no screen shows ({ $letter }). Please write it without.
}
error-bad-external-id = { $problem ->
    [missing] The provider’s id is missing. Write the one by which the provider sells the offer, such as 562.
    [too-long] A provider’s id has at most { $most } characters.
   *[unshowable] This id has a character that no screen shows ({ $letter }). Please write it without.
}
error-bad-currency = { $problem ->
    [missing] A currency is missing. Write one that { $provider } sells in: { $known }.
    [none] “{ $text }” is no currency. Write its three letters, such as EUR.
   *[other] { $provider } does not sell in “{ $text }”. Write one that it sells in: { $known }.
}
error-bad-country = “{ $text }” is no country. Write its two letters, such as KZ, or nothing.
