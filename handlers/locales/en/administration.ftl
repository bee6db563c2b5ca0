# What goes wrong when something is changed at a provider: key products and game accounts

error-no-key-product = { $provider } has no key product { $product }. It may have been deleted; /products shows those there are.
error-no-game-account = { $provider } has no game account { $account }. /accounts shows those there are.
error-sku-taken = Another key product at { $provider } has the SKU { $sku } already. Nothing was created.
error-change-unknown = { $provider } has not answered clearly, and looking did not tell whether this was done; it may still come about. In a minute, open the list anew and see, before you try again.
error-being-changed = { $by ->
    [nobody] Somebody
   *[other] { $by }
} is changing this at this moment, so nothing was changed for you. Look at it in a minute, and ask again.
error-changed-meanwhile = <b>{ $field }</b> is not what it was when you were asked{ $by ->
    [nobody] {""}
   *[other] ; { $by } changed this last from here, { $at }
}. Nothing was changed now: look at it as it is, and ask again.
error-change-refused = { $provider } refused this, and nothing was changed: { $reason ->
    [invalid] it found a fault in the request
    [other-merchant] the product belongs to another merchant
    [other-project] the product belongs to another project than that of the settings
    [sku-fixed] a SKU cannot be changed
    [no-name] a name is missing
    [no-description] a description is missing
    [second-own-platform] there may be one platform of your own, and there is one already
    [no-activation-url] a platform of your own needs an address where keys are activated
    [no-eula-url] a platform of your own needs the address of its licence
    [no-platform-name] the platform has no name
    [no-merchant] it does not know the merchant
    [no-default-price] there must be a price in the default currency
    [region-currency] the currency is not that of the region
    [not-published] the product is not published
    [no-prices] a platform needs a price; take the platform away instead
    [no-such-platform] the product is not on this platform
    [one-image] it keeps one image only
    [metadata-texts] it keeps only texts as metadata
    [no-such-filter] it cannot look for this
    [no-such-call] it does not know this call; an owner has to look at the dialect in the settings
   *[other] { $kind ->
        [not-allowed] it does not accept our credentials; an owner has to look at the settings
        [not-found] it does not know what this is about
       *[other] it gave no reason that I know
    }
}.
field-words = { $field ->
    [sku] SKU
    [name] Name
    [description] Description
    [long_description] Long description
    [default_currency] Default currency
    [pricing] Pricing
    [images] Images
    [url] Web page
    [metadata] Metadata
    [platform] Platform
    [region] Region
    [amount] Price
    [currency] Currency
    [currencies] Currencies
    [country] Country
    [countries] Countries
    [countries_disabled] Countries not served
    [royalty] Royalty
    [embed_url] Embed URL
    [launch_method] Launch method
    [launch_url] Launch URL
    [pending_games_url] Pending games URL
    [document] Document
    [activation_url] Activation URL
    [eula_url] Licence URL
   *[other] { $field }
    }
error-bad-field = <b>{ $field }</b>: { bad-problem }. Nothing was sent.
bad-problem = { $problem ->
    [missing] it is missing
    [too-long] it is too long: “{ $text }”
    [unprintable] it has a character that no screen shows ({ $text }); please write it without
    [no-field-name] “{ $text }” is no name of a field; it has letters, digits, dots, dashes and underscores
    [no-language] “{ $text }” is no language; write it like en or pt-BR
    [needs-language] a text in the language “{ $text }” is needed
    [no-currency] “{ $text }” is no currency; write its three letters, such as EUR
    [no-country] “{ $text }” is no country; write its two letters, such as DE
    [no-pricing] “{ $text }” is no pricing; there are currency, manual, steam and default
    [no-url] this is no web address; write it whole, such as https://example.com/game
    [no-amount] “{ $text }” is no number; write it like 18.99
    [two-ways] “{ $text }” can be read in two ways; write one of { $near }
    [too-fine] { $text } has more places than there are
    [out-of-range] { $text } is out of range
    [both-ways] { $text } is allowed and excluded at once
    [unknown-placeholder] { $text } is no placeholder that there is
    [misspelt-placeholder] { $text } is no placeholder that there is; perhaps { $near } is meant
    [all-now] all of them are allowed now, so there is nothing to add to or take from; write those that should be
    [none-left] none would be left; write those that should be, or: all
    [not-there] { $text } is not among them
    [mixed-signs] put + or - before each, or before none; “{ $text }” has neither
    [unbalanced] a bracket is not closed in “{ $text }”
    [no-platform] “{ $text }” is no platform of this product
    [no-region] there is no price for the region “{ $text }”
    [wrong-type] it has the wrong type; { $text ->
        [text] a text belongs there
        [texts] a text, or an object of texts by language, belongs there
        [list] a list of texts belongs there
        [objects] a list of objects belongs there
       *[other] an object belongs there
    }
    [unknown-field] there is no field “{ $text }”; there are sku, name, description, long_description, default_currency, pricing, images, url, metadata and platforms
    [no-json] it is no JSON; reading it stopped at { $text } (line:column)
    [no-name] “{ $text }” is no platform there is; one of your own needs a name
    [no-id] “{ $text }” cannot be an id; write it with letters, digits, hyphens and underscores
    [known-platform] “{ $text }” is a platform there is; choose it by its button
    [second-own] a product may be on one platform of your own, and this one is on { $text } already
    [other-sku] it is of the product with the SKU “{ $text }”
    [no-document] it is neither JSON nor CSV; CSV begins with the row field,language,platform,region,currency,value
    [no-such-field] there is no “{ $text }”; there are sku, name, description, long_description, default_currency, pricing, url, image, metadata.…, platform, activation_url, eula_url and price
    [no-such-column] there is no column “{ $text }”; there are field, language, platform, region, currency and value
    [no-platform-field] there is no “{ $text }” in a platform; there are id, name, prices, remove, activation_url and eula_url, and in a price region, currency, amount and remove
    [too-many-cells] the row is longer than the first one; a text with the separator in it needs quotes around it
    [twice] it is there twice
    [stays] it cannot be taken away
    [no-value] { $text } is no JSON
    [gone] it is not there any more
   *[other] { $text }
}
