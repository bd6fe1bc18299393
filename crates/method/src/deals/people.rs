//! The people of a deal (OPP-1): how well we know them, beside their power and leaning, which decide the standing.

use crate::coded::coded;

coded! {
    /// How well we know somebody at the customer.
    pub enum ContactLevel in "contact_level" {
        NeverMet = "never_met", "还没见过", "never met";
        Met = "met", "见过面", "met";
        Regular = "regular", "常来往", "in regular contact";
        Trusted = "trusted", "信得过我们", "trusts us";
    }
}
