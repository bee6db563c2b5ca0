# /catalog

command-catalog = What the desk sells
menu-catalog = 📚 Catalog
usage-catalog = /catalog add <name> | <provider> <its id> [currency] [country]
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
catalog-product = <b>{ $product }</b>
catalog-offer = { $place }. { $offer }
catalog-remove-button = Remove { $place }
catalog-remove = Take the offer { $offer } of <b>{ $product }</b> out of the catalog? Nobody can buy it any more; its orders stay.
catalog-remove-last = Take the offer { $offer } out of the catalog? It is the last one of <b>{ $product }</b>, which goes with it; its orders stay.
catalog-removed = Taken out of the catalog: { $offer } of <b>{ $product }</b>.

error-unknown-product = This product is not in the catalog any more.
error-paused-product = <b>{ $product }</b> is paused: it is not sold at the moment. Orders that were drawn up before go on; who keeps the catalog can resume it with /catalog.
error-name-taken = Another product is called <b>{ $product }</b>. Choose another name, or merge the two.
error-unknown-offer = This offer is not in the catalog any more.
error-already-in-catalog = This offer is in the catalog already, as <b>{ $product }</b>.
error-unknown-provider = There is no provider “{ $provider }” that sells. Those that do: { $known }.
error-bad-name = { $problem ->
    [missing] A product needs a name.
    [too-long] This name is too long: at most { $most } characters.
    [no-word] A product’s name needs a letter or a digit, or no search would find it.
   *[unshowable] This name has a character that no screen shows ({ $letter }). Please write it without.
}
error-bad-external-id = { $problem ->
    [missing] The provider’s id is missing.
    [too-long] A provider’s id has at most { $most } characters.
   *[unshowable] This id has a character that no screen shows ({ $letter }). Please write it without.
}
error-bad-currency = Name a currency that { $provider } sells in: { $known }.
error-bad-country = “{ $text }” is no country. Write its two letters, such as KZ.
