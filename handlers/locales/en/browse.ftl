# /browse

command-browse = Look through a provider’s catalog
menu-browse = 🗂 Browse a provider
usage-browse = /browse [provider]
example-browse = /browse hype
browse-which = Whose catalog?
browse-none = { $provider } has no collections to walk through. Those that have: { $known }.
browse-shelf = { $collections ->
    [0] { $products ->
        [one] One product
       *[other] { $products } products
    }
   *[other] { $products ->
        [0] { $collections ->
            [one] One collection
           *[other] { $collections } collections
        }
       *[other] { $collections ->
            [one] One collection
           *[other] { $collections } collections
        } and { $products ->
            [one] one product
           *[other] { $products } products
        }
    }
}, page { $page } of { $pages }.
browse-empty = Nothing is here.
browse-collection = 📁 { $name } ({ $count })
browse-product = { $name } – { $price }
browse-id = { $provider }, id { $id }
browse-price = Price for customers: { $price } ({ $currency })
browse-cost = Costs us: { $price } ({ $currency })
browse-country = Sold in: { $country }
browse-off = ⚠️ Not to be had at the moment.
browse-standing = ✅ In our catalog as { $product }.
browse-add = Add to catalog
browse-rename = Add under another name
browse-ask-name = Under which name should { $product } be in our catalog? A name that is there already puts the two offers side by side.
browse-gone = That is not in the provider’s catalog any more.
browse-heads = Collections only
browse-folder = 📁 { $name }
browse-live = { $number } in all, page { $page } of { $pages }.
browse-details = Details
browse-description = Description
browse-redeem = How to redeem
browse-terms = Terms
browse-no-details = The provider tells nothing of it.
