//! PostgreSQL goes away under load and comes back.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tempfile::TempDir;

use crate::{
    fixture::{EMAIL, SERVE, Server, create, created, tuoke, whole, with_a_user},
    postgres::Postgres,
};

/// A folder for files, and a server on the database.
pub fn served(postgres: &Postgres) -> (TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    let create = ["admin", "create-user", "--name", "陈", "--email", EMAIL, "--role", "administrator"];
    with_a_user(tuoke(folder.path(), &create).env("TUOKE_DATABASE_URL", postgres.url()));
    let server = another(&folder, postgres);
    (folder, server)
}

/// One more server on the same database and folder.
pub fn another(folder: &TempDir, postgres: &Postgres) -> Server {
    let mut token = tuoke(folder.path(), &["admin", "token", "--email", EMAIL]);
    let token = token.env("TUOKE_DATABASE_URL", postgres.url()).output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    let mut serve = tuoke(folder.path(), SERVE);
    Server::started(serve.env("TUOKE_DATABASE_URL", postgres.url()).env("TUOKE_LOG", "off"), token)
}

#[test]
fn a_restart_of_postgres_under_load_loses_nothing_acknowledged_and_is_survived() {
    const CALLERS: usize = 4;
    const BEFORE_AND_AFTER: usize = 20;
    let Some(mut postgres) = Postgres::start() else { return };
    let (_folder, server) = served(&postgres);
    let (acknowledged, refused) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let (next, enough) = (AtomicUsize::new(0), AtomicBool::new(false));
    let call = || {
        while !enough.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let (status, body) = create(&server, number);
            match status.split(' ').nth(1) {
                Some("201") => acknowledged.lock().unwrap().push(number),
                Some("503") => {
                    refused.fetch_add(1, Ordering::Relaxed);
                }
                _ => panic!("{status}: {body}"),
            }
        }
    };
    let until_more = |count: usize| {
        let before = acknowledged.lock().unwrap().len();
        while acknowledged.lock().unwrap().len() < before + count {
            std::thread::yield_now();
        }
    };
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS).map(|_| scope.spawn(call)).collect();
        until_more(BEFORE_AND_AFTER);
        postgres.crash();
        postgres.start_again();
        until_more(BEFORE_AND_AFTER);
        enough.store(true, Ordering::Relaxed);
        callers.into_iter().for_each(|caller| caller.join().unwrap());
    });
    let there = created(&server);
    let mut acknowledged = acknowledged.into_inner().unwrap();
    acknowledged.sort_unstable();
    for number in &acknowledged {
        assert_eq!(there.iter().filter(|found| *found == number).count(), 1, "{number} was acknowledged");
    }
    // what was refused may have been done all the same, never twice
    assert!(there.len() <= acknowledged.len() + refused.into_inner());
    assert!(there.windows(2).all(|pair| pair[0] != pair[1]), "{there:?}");
    let ready = whole(server.ask("GET", "/readyz", "Connection: close\r\n"));
    assert!(ready.0.contains(" 200"), "{ready:?}");
}
