# /stock and /providers

command-stock = Stock and prices of a product
menu-stock = 📦 Stock
stock-for-so-many = { $count ->
    [one] You want one key: choose where to buy it.
   *[other] You want { $count } keys: choose where to buy them.
}
stock-product = <b>{ $product }</b>
stock-offers = { $total ->
    [one] One offer
   *[other] { $total } offers
}, page { $page } of { $pages }
stock-line = { $place }. { $provider } – <b>{ $price }</b>, { $stock ->
    [0] sold out
   *[other] { $stock } in stock
}
stock-line-more = { $place }. { $provider } – <b>{ $price }</b>, { $stock } in stock, { $more } more at other prices
stock-line-unlimited = { $place }. { $provider } – <b>{ $price }</b>, always in stock
stock-line-trouble = { $place }. { $provider } – { $trouble }
stock-in-country = { $provider } ({ $country })
stock-by-id = { $provider } #{ $id }
stock-buy-other = Buy from { $provider }, { $price }
stock-which = { $count ->
    [one] By “{ $words }” this product may be meant:
   *[other] Several products may be meant by “{ $words }”. Which one?
}
stock-nothing = Nothing in the catalog is called “{ $words }”.
stock-near = Nothing in the catalog is called “{ $words }”. { $count ->
    [one] This has something of it:
   *[other] These have something of it:
}
stock-everything = See everything
stock-empty = The catalog is empty. A manager can add products with /catalog.
stock-list = <b>Which product?</b> { $pages ->
    [one] { $total ->
        [one] There is one.
       *[other] There are { $total }.
    }
   *[other] There are { $total }; this is page { $page } of { $pages }.
}
stock-glance = • <b>{ $product }</b> – { $price }, { $stock } in stock, { $age }
stock-glance-unlimited = • <b>{ $product }</b> – { $price }, always in stock, { $age }
stock-glance-out = 🚫 <b>{ $product }</b> – sold out, { $price } last, { $age }
stock-glance-never = 🚫 <b>{ $product }</b> – sold out, { $age }
stock-ago = { $age } ago
stock-just-now = just now
stock-glance-none = • <b>{ $product }</b> – { $words }
stock-glance-trouble = (⚠️ { $words })
stock-not-read = not read yet
stock-asking = ⏳ Asking for prices and stock: { $done } of { $total ->
    [one] one product
   *[other] { $total } products
}

# Troubles in a few words, by kind: the end of a line that begins with the provider.
short-trouble-unavailable = is not available at the moment
short-trouble-down = down since { $since }
short-trouble-unreadable = answers, but not in a way I can read
short-trouble-slow = takes too long to answer
short-trouble-refused = says no
short-trouble-not-found = does not know it
short-trouble-no-such-offer = does not sell it any more
short-trouble-out-of-stock = sold out
short-trouble-not-allowed = does not accept our credentials
short-trouble-already-done = says that it was done before
short-trouble-rejected = found a fault in our request
short-trouble-unknown = answers in a way that makes no sense
short-trouble-not-repeated = does not say, and it is too late to ask again
short-trouble-off = is switched off in the settings
short-trouble-error = has a problem

command-providers = State of the providers
menu-providers = 🔌 Providers
providers = <b>Providers</b>
providers-none = No provider has settings yet. An owner can give them some and start me anew.
providers-well = ✅ { $provider } – working
providers-trouble = ⚠️ { $provider } – { $trouble }
