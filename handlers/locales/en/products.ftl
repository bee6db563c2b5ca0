# /products: key products that a provider sells for us

command-products = Key products sold for us: prices, texts, on sale or not
menu-products = 🏷 Key products
products = <b>Key products at { $provider }</b>
    { $total ->
        [one] One product
       *[other] { $total } products
    }, page { $page } of { $pages }.
products-which = Whose key products?
products-none = There is no key product at { $provider } yet.
products-none-such = No key product fits.
products-filter-line = Only { $filter }.
products-by-name = name with “{ $text }”
products-by-sku = SKU with “{ $text }”
products-by-pricing = pricing “{ $pricing }”
products-published = published
products-draft = not published
products-currency = pricing: currency
products-manual = pricing: manual
products-steam = pricing: steam
products-default = pricing: default
products-all = Show all
products-line = { $name } · { $sku } · { $state }
products-new = New product
products-gone = I do not know this list any more. Please send /products again.

product-title = <b>{ $name }</b>
product-sku = SKU { $sku }, id { $id }, at { $provider }
product-draft = Not published: nobody can buy it yet.
product-published = Published: it is on sale.
product-published-at = Published { $at }: it is on sale.
product-created = Created { $at }
product-updated = Changed { $at }
product-name-line = Name ({ $language }): { $text }
product-description-line = Description ({ $language }): { $text }
product-long-line = Long description ({ $language }): { $text }
product-currency-line = Default currency: { $currency }
product-pricing-line = Pricing: { $pricing }
product-url-line = Web page: { $url }
product-images-line = Images: { $count }
product-metadata-line = Metadata: { $names }
product-platform-line = <b>{ $platform }</b>: { $prices }
product-no-platforms = No platform and no price yet.
product-no-prices = no prices
product-platforms-more = … and { $count } more; “As CSV” has them all.
product-no-prices-yet = No prices yet.
product-price = { $region }: { $amount }
product-price-line = • { $price }
product-live = The product is on sale: buyers see it at once.

product-edit = Edit
product-as-csv = As CSV
product-as-json = As JSON
product-publish = Publish
product-delete = Delete
product-platforms = Platforms and prices
product-public = Public view
product-public-again = Another country

product-publish-ask = Publish <b>{ $name }</b>? Buyers can buy it from then on, and this cannot be taken back from here but by deleting it.
product-publish-no-price = It has no price yet.
product-publish-done = ✅ Published.
product-delete-ask = Delete <b>{ $name }</b> (SKU { $sku }) for ever? It goes off sale, and with it go its texts, platforms and prices.
product-delete-done = Deleted: <b>{ $name }</b> (SKU { $product }).

product-edit-which = What shall be different in <b>{ $name }</b>?
product-field-name = Name
product-field-description = Description
product-field-long = Long description
product-field-currency = Default currency
product-field-pricing = Pricing
product-field-url = Web page
product-field-images = Images
product-field-json = All in one document
product-file-csv = <b>{ $name }</b> as a table, a row for each thing. Change the values, then Edit, “All in one document”, and send it back; I show what would be different first. A row without a value changes nothing, a dash takes away what stands there. A new row is added in the same way.
product-file-json = <b>{ $name }</b> as one document. Change it, then Edit, “All in one document”, and send it back; I show what would be different first. What you leave out stays; <code>"remove": true</code> in a platform or in a price takes it away.
product-sheet-bad = Nothing was taken from the table. Please mend this and send it again:
product-sheet-row = Row { $row }, column { $column }: { $why }.
usage-product-document = <JSON or CSV, as text or as a file>
example-product-document = {"{"}"name": {"{"}"de": "GTA V"{"}"}{"}"}
product-ask-name = The new name? Write <code>GTA V</code> for English, or a line for each language such as <code>de: GTA V</code>. A dash takes a language away: <code>de: -</code>
product-ask-description = The new description? Write it in English, or begin a line with the language, such as <code>de: …</code>. A dash takes a language away.
product-ask-long = The new long description? Write it in English, or begin a line with the language, such as <code>de: …</code>. A dash takes a language away.
product-ask-currency = The new default currency? Its three letters, such as <code>EUR</code>
product-ask-pricing = How are prices made: <code>currency</code>, <code>manual</code>, <code>steam</code> or <code>default</code>?
product-ask-url = The address of the web page? A dash takes it away.
product-ask-images = The addresses of all images, with blanks or line breaks between them? They take the place of those there are; a dash takes all away.
product-ask-json = Send the document, as text or as a file: the table that “As CSV” gives, changed, or JSON with what shall be different, such as <code>{"{"}"name": {"{"}"de": "GTA V"{"}"}, "pricing": "manual"{"}"}</code>; the rest stays.
product-edit-ask = Change <b>{ $name }</b>?
product-edit-ask-live = Change <b>{ $name }</b>? It is on sale: buyers see it at once.
product-difference-platform = Platform
product-on-platform = { $platform }, { $what }
product-activation = activation URL
product-eula = licence URL
product-difference-on = New on <b>{ $platform }</b>: { $prices }
product-difference-off = Taken off <b>{ $platform }</b>{ $count ->
        [0] { "" }
        [one] , with its price there
       *[other] , with its { $count } prices there
    }
product-written-in-part = <b>Not all of it was changed.</b>
product-written-done = ✅ { $what }
product-written-failed = ❌ { $what }:
product-written-left = Not tried: { $what }
product-written-again = What is done stays. Open the product, see how it stands, and send the same document again: only what is left will be sent.
product-part-content = texts and general data
product-part-platform = { $name } with its prices
product-part-no-platform = taken off { $name }
product-new-priced = ✅ Created, with platforms and prices. Publish it when it is ready.
product-edit-same = That is what stands there already. Nothing was sent.
product-edit-done = ✅ Changed.
product-in-language = { $field } ({ $language })
product-nothing = nothing
product-difference = { $what }: { $before } → <b>{ $after }</b>
product-difference-metadata = Metadata: { $before } → { $after ->
    [one] 1 entry
   *[other] { $after } entries
}, all of them replaced
product-passed-over = Not taken from the document: { $fields }. The project is that of the settings, and the rest cannot be written.

product-ask-sku = A new key product. Which SKU shall it have? It cannot be changed later. Or send all of it as one document, as text or as a file: the table that “As CSV” gives for another product, or JSON such as <code>{"{"}"sku": "gta-5", "name": {"{"}"en": "GTA V"{"}"}, "default_currency": "USD", "description": {"{"}"en": "Cars"{"}"}{"}"}</code>
product-ask-new-name = What is it called? Write the English name, and a line for each other language, such as <code>de: GTA V</code>
product-ask-new-currency = Which default currency? Its three letters, such as <code>USD</code>
product-ask-new-description = The description? Write it in English; lines that begin with a language, such as <code>de: …</code>, begin the one in that language.
product-new-ask = Create the key product { $sku } at { $provider }? It is not on sale until it is published.
product-new-done = ✅ Created. Give it platforms and prices, then publish it.
product-new-found = ✅ It is there, made by this try or by an earlier one. No second one was made.

product-platforms-title = <b>{ $name }</b> – platforms and prices
product-platform-title = <b>{ $platform }</b> – { $name }
product-page = { $total } in all, page { $page } of { $pages }.
product-add = Add a platform
product-add-which = On which platform shall <b>{ $name }</b> be sold too?
product-add-none = <b>{ $name }</b> is on all platforms there are.
product-own = Another platform
product-ask-own = A platform of your own for <b>{ $name }</b>; a product may be on one. Which id shall it have, and what is it called? Write <code>my-shop My Shop</code>
usage-product-own-platform = <id> <name>
example-product-own-platform = my-shop My Shop
product-ask-own-links = Where is a key activated on { $platform }, and where is its licence? Write both web addresses, the one for activation first.
usage-product-own-links = <activation address> <licence address>
example-product-own-links = https://shop.example/activate https://shop.example/licence
product-set-price = Set a price
product-unprice = Remove { $region }
product-off = Remove the platform
product-ask-price = Which price on { $platform } for <b>{ $name }</b>? Write region, currency and amount, such as <code>EUR EUR 18.99</code>; the currency may be left out where the region is called like it.
usage-product-region-price = <region> [currency] <amount>
example-product-region-price = EUR EUR 18.99
product-price-change = Change the price of <b>{ $name }</b> on { $platform }: { $before } → <b>{ $after }</b>?
product-price-new = Add the price <b>{ $price }</b> for <b>{ $name }</b> on { $platform }?
product-price-platform = Put <b>{ $name }</b> on { $platform } with the price <b>{ $price }</b>?
product-price-done = ✅ Changed.
product-unseen = How it stands now cannot be read at the moment. Please look again in a minute.
product-unprice-ask = Take the price { $price } on { $platform } away? The other prices stay.
product-off-ask = Take <b>{ $name }</b> off { $platform }? { $count ->
        [0] It has no prices there.
        [one] Its price there goes with it.
       *[other] Its { $count } prices there go with it.
    }
product-off-done = ✅ Taken off { $platform }.

product-ask-public = For a buyer in which country, and in which currency? Write <code>DE EUR</code>, or <code>DE</code> for whatever currency is used there; <code>- EUR</code> leaves the country open.
usage-product-viewer = <country> [currency]
example-product-viewer = DE EUR
product-view-title = <b>{ $name }</b> as buyers see it
product-view-for = Country: { $country }, currency: { $currency }
product-view-text = { $text }
product-view-price = { $platform }: { $amount } (region { $region })
product-view-fallback = { $platform }: { $amount } (region { $region }; there is no price for what was asked)
