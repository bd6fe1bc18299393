//! Laws of the language for any filter: what is printed is read back, in either language.

use filters::{Names, parse, print, print_named, testing::any_filter};
use method::coded::Language;
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_printed_is_read_back(filter in any_filter()) {
        let text = print(&filter);
        prop_assert_eq!(parse(&text, &Names::default()), Ok(filter.clone()), "{}", text);
        for language in [Language::Zh, Language::En] {
            let text = print_named(&filter, language, &Names::default());
            prop_assert_eq!(parse(&text, &Names::default()), Ok(filter.clone()), "{}", text);
        }
    }
}
