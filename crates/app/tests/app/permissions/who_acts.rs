//! Use cases that no route reaches: those of the command line and of jobs. Read from the sources, so that a new one that
//! takes no actor, or reads numbers, is seen here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use app::{Actor, Role, Roles, operations::OperationError};
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Team, read};

/// What takes no actor, and why.
const WITHOUT_AN_ACTOR: [(&str, &str); 39] = [
    ("actor", "finds who acts"),
    ("actor_by_email", "finds who acts, for whoever holds the machine"),
    ("ask_for_looks", "the machine; each look acts for who set the folder up"),
    ("asked_to_stop", "the process"),
    ("begin_keyed", "the web layer's own, for whoever calls"),
    ("check", "whoever holds the machine: counts only"),
    ("close", "the process"),
    ("count_code", "counts attempts at signing in"),
    ("count_sign_in", "counts attempts at signing in"),
    ("count_visit", "counts attempts at signing in"),
    ("delete_expired_sessions", "the machine's own"),
    ("delete_session", "whoever holds the secret"),
    ("deliver", "the machine; each webhook is told with the rights of who keeps it"),
    ("deliver_due", "the machine; each webhook is told with the rights of who keeps it"),
    ("end_keyed", "the web layer's own, for whoever calls"),
    ("fill_demo", "an empty database only"),
    ("fill_demo_sized", "an empty database only"),
    ("fill_many_deals", "copies deals that are there, for whoever holds the machine"),
    ("has_team", "says no more than yes or no, at the start"),
    ("learn_ahead", "the machine: nothing is shown"),
    ("load_session", "whoever holds the secret"),
    ("migrate", "whoever holds the machine"),
    ("open", "the process"),
    ("present", "finds who acts, after the second factor"),
    ("program_by_token", "finds who acts"),
    ("ready", "says no more than yes"),
    ("remember_device", "of somebody who has just signed in"),
    ("run_keyed", "what it runs asks for its actor"),
    ("save_session", "the session itself"),
    ("set_up", "once, before anybody exists"),
    ("setup_state", "says no more than yes or no"),
    ("sign_in", "finds who acts"),
    ("sign_in_by_identity", "finds who acts, proven by the identity provider"),
    ("sign_in_rules", "what every sign-in page shows"),
    ("sign_in_with_code", "finds who acts"),
    ("use_password_link", "whoever holds the secret of the link"),
    ("vitals", "counts only, on an address of its own"),
    ("work", "the machine; each job acts for who asked"),
    ("work_one", "the machine; each job acts for who asked"),
];

/// The files that read ways to reach somebody or identity numbers, and what for.
const READERS_OF_NUMBERS: [(&str, &str); 33] = [
    ("activities/log.rs", "marks a wrong number"),
    ("activities/undo.rs", "takes that mark back"),
    ("contact_policy/reveals.rs", "the one way to a number"),
    ("imports/customers.rs", "finds whom a row is about"),
    ("imports/interpret.rs", "reads a file's cells"),
    ("imports/merge.rs", "fills in and overwrites"),
    ("imports/undo/apply.rs", "takes back what a file brought"),
    ("imports/undo/look.rs", "what a file brought"),
    ("imports/undo/plan.rs", "what a file brought"),
    ("merges/apply.rs", "brings two records together"),
    ("merges/cards.rs", "compares them masked"),
    ("merges/kept.rs", "keeps a merged record"),
    ("merges/plan.rs", "compares"),
    ("merges/reversal.rs", "takes a merge back"),
    ("merges/undo.rs", "takes a merge back"),
    ("merges/views.rs", "shows them masked"),
    ("operations/search.rs", "search words"),
    ("parties/contacts.rs", "adds and changes them"),
    ("parties/create.rs", "enters them"),
    ("parties/draft.rs", "writes them"),
    ("parties/edit.rs", "changes an identity number"),
    ("parties/facts.rs", "whether they are known"),
    ("parties/history.rs", "which they had and when, masked"),
    ("parties/matching.rs", "likeness"),
    ("parties/reassess.rs", "whether they are known"),
    ("parties/record.rs", "shows them masked"),
    ("parties/search.rs", "search words"),
    ("parties/summary.rs", "shows them masked"),
    ("privacy.rs", "shows them masked"),
    ("privacy/copy.rs", "the copy for the person whose they are"),
    ("privacy/erasing.rs", "erases them"),
    ("privacy/suppression.rs", "marks them as not to be contacted"),
    ("today.rs", "whether one is known"),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Public asynchronous functions with what stands between their parentheses.
fn use_cases() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for path in sources(&root()) {
        let text = fs::read_to_string(path).expect("a source");
        for part in text.split("pub async fn ").skip(1) {
            let (name, rest) = part.split_once('(').expect("parameters");
            let parameters = rest.split_once("->").map_or(rest, |(parameters, _)| parameters);
            let parameters = parameters.split_whitespace().collect::<Vec<_>>().join(" ");
            found.insert(name.split('<').next().unwrap_or_default().to_owned(), parameters);
        }
    }
    found
}

#[test]
fn every_use_case_takes_an_actor_first_or_is_known_to_need_none() {
    let takes_one = |parameters: &str| {
        ["&self, actor: &Actor", "&self, _actor: &Actor"].iter().any(|begin| parameters.starts_with(begin))
    };
    let without: BTreeSet<String> =
        use_cases().into_iter().filter(|(_, parameters)| !takes_one(parameters)).map(|(name, _)| name).collect();
    // a new one is named above with its reason, or takes an actor
    assert_eq!(without, WITHOUT_AN_ACTOR.map(|(name, _)| name.to_owned()).into());
}

#[test]
fn who_reads_numbers_is_known() {
    let words = ["contact_point", "parties::contacts", "primary_phone", "identity_number"];
    let reading: BTreeSet<String> = sources(&root())
        .into_iter()
        .filter(|path| {
            let text = fs::read_to_string(path).expect("a source");
            words.iter().any(|word| text.contains(word))
        })
        .map(|path| path.strip_prefix(root()).expect("a source of ours").to_string_lossy().into_owned())
        .collect();
    // a new one is named above with what it reads them for, and shows them masked
    assert_eq!(reading, READERS_OF_NUMBERS.map(|(file, _)| file.to_owned()).into());
}

fn opened<T>(result: Result<T, OperationError>) -> bool {
    !matches!(result, Err(OperationError::App(app::AppError::Forbidden)))
}

on_both_databases! {
    async fn what_only_the_command_line_offers_is_for_administrators(team: Team) {
        for role in Role::ALL {
            let actor = Actor { roles: Roles::new([role]), ..team.lin.clone() };
            let may = role == Role::Administrator;
            let file = team.data_dir().join(format!("{}.backup", role.code()));
            assert_eq!(opened(team.app.backup(&actor, &file).await), may, "back up by {role:?}");
            assert_eq!(opened(team.app.restore(&actor, &file).await), may, "restore by {role:?}");
            assert_eq!(opened(team.app.copy_from(&actor, &team.app).await), may, "copy by {role:?}");
            let user = read(json!({ "name": "x", "email": "", "password": "", "roles": [] }));
            let made = team.app.create_first_or_user(&actor, user).await;
            assert_eq!(!matches!(made, Err(app::AppError::Forbidden)), may, "make a user by {role:?}");
        }
    }
}
