//! Undoing an import takes back what nobody has built on (PRO-11).

use method::imports::{KeptBecause, Since, goes_back, why_it_stays};
use proptest::prelude::*;
use rstest::rstest;

#[test]
fn an_untouched_record_goes() {
    assert!(why_it_stays(&Since::default()).is_empty());
}

#[rstest]
#[case(Since { contacts: true, ..Since::default() }, KeptBecause::ContactLogged)]
#[case(Since { changes: true, ..Since::default() }, KeptBecause::Changed)]
#[case(Since { handed_over: true, ..Since::default() }, KeptBecause::Reassigned)]
#[case(Since { merged: true, ..Since::default() }, KeptBecause::Merged)]
#[case(Since { linked: true, ..Since::default() }, KeptBecause::Linked)]
#[case(Since { imported: true, ..Since::default() }, KeptBecause::Imported)]
#[case(Since { ordered: true, ..Since::default() }, KeptBecause::Ordered)]
fn each_touch_keeps_a_record_and_is_named(#[case] since: Since, #[case] expected: KeptBecause) {
    assert_eq!(why_it_stays(&since).into_iter().collect::<Vec<_>>(), [expected]);
}

#[rstest]
#[case::still_as_written(Some("杭州"), Some("杭州"), false, true)]
#[case::written_by_somebody(Some("杭州"), Some("宁波"), true, false)]
#[case::written_and_back_again(Some("杭州"), Some("杭州"), true, false)]
#[case::taken_off(Some("杭州"), None, false, false)]
fn a_value_goes_back_while_it_is_what_the_import_wrote(
    #[case] written: Option<&str>,
    #[case] current: Option<&str>,
    #[case] since: bool,
    #[case] expected: bool,
) {
    assert_eq!(goes_back(written, current, since), expected);
}

proptest! {
    #[test]
    fn whatever_happened_to_a_record_keeps_it(signs in proptest::array::uniform7(any::<bool>())) {
        let [contacts, changes, handed_over, merged, linked, imported, ordered] = signs;
        let since = Since { contacts, changes, handed_over, merged, linked, imported, ordered };
        prop_assert_eq!(why_it_stays(&since).is_empty(), signs == [false; 7]);
    }
}
