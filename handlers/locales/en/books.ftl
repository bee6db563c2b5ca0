# The providers' own books.

command-books = What a provider’s own books say
menu-books = 📚 Provider’s books
usage-books = /books [provider] [today | week | last month | oct 2026 | 2026-11-01..2026-11-20 | [reference] <reference> | txn <id> | document <number>]
example-books = /books hype week
books-which = Whose books?
books-title = <b>Books of { $provider }</b>, { $days }: { $total ->
    [0] no sales
    [one] one sale
   *[other] { $total } sales
}{ $pages ->
    [one] { "" }
   *[other] , page { $page } of { $pages }
}
books-more = … and { $count } more
books-of-yours = Shown are sales of orders bought in chats where you may see sales, and no others.
books-some-unread = ⚠️ Some entries cannot be read; one of these may be missing here.
books-found = <b>Books of { $provider }</b>: { $total ->
    [one] one sale
   *[other] { $total } sales
}
books-sale = { $product } · { $status }
books-reference = Reference { $reference }, our transaction { $txn }
books-order = Order { $number }
books-differs = ⚠️ Charged { $charged }; { $confirmed } was confirmed
books-cost = Cost { $cost }
books-sold = Sold { $at }
error-no-such-sale = The books of { $provider } show no such sale.
error-unknown-keeper = { $provider } shows no books here. Those that do: { $known }.
