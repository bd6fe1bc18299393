//! Every `POST`, by what is kept of its answer. A test holds this against the description, so that a new route has to be
//! put somewhere; until it is, its answers are not kept.

use crate::router::API;

/// What is kept of a request with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// the answer
    Answer,
    /// that it was carried out
    Fact,
}

/// Routes that take no key: they make nothing, or are on the way to whom a key would belong.
const WITHOUT_KEY: &[&str] = &[
    "/classes/of-some",
    "/filters/checks",
    "/password-links/uses",
    "/sessions",
    "/sessions/proof",
    "/sessions/second-factor",
    "/settings/preview",
    "/setup",
];

/// Routes whose answer shows a secret or a number, once.
const SHOWN_ONCE: &[&str] = &[
    "/me/recovery-codes",
    "/me/second-factor",
    "/me/second-factor/confirmation",
    "/me/tokens",
    "/parties/{id}/contact-points/{contact}/reveals",
    "/users/{id}/password-links",
    "/webhooks",
    "/webhooks/{id}/secrets",
];

/// Routes whose answer holds what a `GET` would show to the same caller, numbers masked.
const REPEATABLE: &[&str] = &[
    "/alerts/{id}/seen",
    "/classes/changes/{id}/seen",
    "/classes/runs",
    "/classes/runs/{id}/cancel",
    "/custom-fields",
    "/deals",
    "/deals/{id}/assessments/opening",
    "/deals/{id}/assessments/questions",
    "/deals/{id}/assessments/value",
    "/deals/{id}/concerns",
    "/deals/{id}/concerns/{concern}/settlement",
    "/deals/{id}/decisions",
    "/deals/{id}/end",
    "/deals/{id}/people",
    "/deals/{id}/plays",
    "/deals/{id}/plays/{play}/confirmation",
    "/deals/{id}/reopen",
    "/deals/{id}/rivals",
    "/deals/{id}/stage",
    "/deputies",
    "/duplicates/scans",
    "/future-customers",
    "/future-customers/{id}/answers",
    "/future-customers/{id}/prospect",
    "/import-folders",
    "/import-folders/{id}/look",
    "/import-templates",
    "/imports",
    "/imports/{id}/cancel",
    "/imports/{id}/resume",
    "/imports/{id}/rows/{row}/decision",
    "/imports/{id}/start",
    "/imports/{id}/template",
    "/imports/{id}/undo",
    "/insight/deals/forecasts",
    "/jobs/{id}/cancel",
    "/jobs/{id}/retry",
    "/lists",
    "/me/password",
    "/merges",
    "/merges/{id}/undo",
    "/methods/{code}/costs",
    "/orders/{id}/void",
    "/parties",
    "/parties/assignments",
    "/parties/{id}/activities",
    "/parties/{id}/addresses",
    "/parties/{id}/claim",
    "/parties/{id}/consents",
    "/parties/{id}/contact-points",
    "/parties/{id}/conversions/{conversion}/cause",
    "/parties/{id}/disposition",
    "/parties/{id}/evidence",
    "/parties/{id}/faces",
    "/parties/{id}/intent-evidence",
    "/parties/{id}/losses",
    "/parties/{id}/orders",
    "/parties/{id}/people",
    "/parties/{id}/plan-rows",
    "/parties/{id}/release",
    "/parties/{id}/rival-shares",
    "/parties/{id}/settlement-decisions",
    "/parties/{id}/settlements",
    "/parties/{id}/shares",
    "/parties/{id}/tasks",
    "/person-requests",
    "/person-requests/{id}/completion",
    "/person-requests/{id}/refusal",
    "/product-lines",
    "/products",
    "/segments",
    "/segments/{id}/copies",
    "/segments/{id}/lists",
    "/teams",
    "/users",
    "/views",
    "/webhooks/{id}/deliveries/{delivery}/replays",
    "/webhooks/{id}/pings",
    "/webhooks/{id}/replays",
];

/// What is kept of a `POST` to a route, named as the router names it; none where it takes no key.
pub(crate) fn keeps(path: &str) -> Option<Keeps> {
    let path = path.strip_prefix(API)?;
    if WITHOUT_KEY.contains(&path) {
        return None;
    }
    // in no list: forgotten, and so nothing to be kept
    let once = SHOWN_ONCE.contains(&path) || !REPEATABLE.contains(&path);
    Some(if once { Keeps::Fact } else { Keeps::Answer })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_post_is_in_one_of_the_lists_and_nothing_else_is() {
        let document = crate::openapi();
        let described: BTreeSet<&str> = document
            .paths
            .paths
            .iter()
            .filter(|(_, item)| item.post.is_some())
            .filter_map(|(path, _)| path.strip_prefix(API))
            .collect();
        let lists = [WITHOUT_KEY, SHOWN_ONCE, REPEATABLE].concat();
        let listed: BTreeSet<&str> = lists.iter().copied().collect();
        assert_eq!(listed.len(), lists.len(), "a route is listed twice");
        assert_eq!(listed, described, "say of a new route what is kept of its answer");
    }

    #[test]
    fn a_route_that_was_forgotten_keeps_no_answer() {
        assert_eq!(keeps("/api/v1/forgotten"), Some(Keeps::Fact));
        assert_eq!(keeps("/api/v1/me/tokens"), Some(Keeps::Fact));
        assert_eq!(keeps("/api/v1/sessions"), None);
    }
}
