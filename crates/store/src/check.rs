//! `tuoke check`: do the tables agree with each other and with the database's own test?

use sea_orm::{ConnectionTrait, Statement};

use crate::{Db, Store, StoreError, Tx, dialect};

/// A count or a comparison that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub name: &'static str,
    pub count: i64,
    /// false where the count should be zero and is not
    pub fine: bool,
}

/// What must never be there, each as a query that counts it.
const MUST_BE_NONE: [(&str, &str); 21] = [
    (
        "contact points without a party",
        "SELECT count(*) AS n FROM contact_point c WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = c.party_id)",
    ),
    (
        "activities without a party",
        "SELECT count(*) AS n FROM activity a WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = a.party_id)",
    ),
    (
        "evidence without a party",
        "SELECT count(*) AS n FROM evidence e WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = e.party_id)",
    ),
    (
        "losses without a party",
        "SELECT count(*) AS n FROM loss l WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = l.party_id)",
    ),
    (
        "list members without a party",
        "SELECT count(*) AS n FROM list_member m WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = m.party_id)",
    ),
    (
        "tasks without a party",
        "SELECT count(*) AS n FROM task t WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = t.party_id)",
    ),
    (
        "orders without a party",
        "SELECT count(*) AS n FROM customer_order o WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = o.party_id)",
    ),
    (
        "lines without an order",
        "SELECT count(*) AS n FROM order_line l WHERE NOT EXISTS (SELECT 1 FROM customer_order o WHERE o.id = l.order_id)",
    ),
    (
        "orders whose lines do not add up to their amounts",
        "SELECT count(*) AS n FROM customer_order o LEFT JOIN (SELECT order_id, sum(amount_minor) AS amount, sum(margin_minor) AS margin, \
         sum(CASE WHEN margin_minor IS NULL THEN 1 ELSE 0 END) AS unknown FROM order_line GROUP BY order_id) l ON l.order_id = o.id \
         WHERE l.amount IS NULL OR o.amount_minor <> l.amount OR (o.margin_minor IS NULL AND l.unknown = 0) \
         OR (o.margin_minor IS NOT NULL AND (l.unknown > 0 OR o.margin_minor <> l.margin))",
    ),
    (
        "changes of classes without a party",
        "SELECT count(*) AS n FROM class_change c WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = c.party_id)",
    ),
    (
        "shared records that do not exist",
        "SELECT count(*) AS n FROM party_share s WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = s.party_id)",
    ),
    (
        "judgements without a party",
        "SELECT count(*) AS n FROM judgement j WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = j.party_id)",
    ),
    (
        "answers about future customers that do not exist",
        "SELECT count(*) AS n FROM future_answer a WHERE NOT EXISTS (SELECT 1 FROM future_customer f WHERE f.id = a.future_id)",
    ),
    (
        "deals without a party",
        "SELECT count(*) AS n FROM deal d WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = d.party_id)",
    ),
    (
        "assessments, people, rivals or changes without a deal",
        "SELECT count(*) AS n FROM (SELECT deal_id FROM deal_assessment UNION ALL SELECT deal_id FROM deal_person \
         UNION ALL SELECT deal_id FROM deal_rival UNION ALL SELECT deal_id FROM deal_change) a \
         WHERE NOT EXISTS (SELECT 1 FROM deal d WHERE d.id = a.deal_id)",
    ),
    (
        "deals that ended without an outcome, or have one though they did not end",
        "SELECT count(*) AS n FROM deal WHERE (ended_at IS NULL) <> (outcome IS NULL)",
    ),
    (
        "merged records that are still among the parties, or lead nowhere",
        "SELECT count(*) AS n FROM party_merge m WHERE m.undone_at IS NULL AND (\
         EXISTS (SELECT 1 FROM party p WHERE p.id = m.merged_id) \
         OR NOT (EXISTS (SELECT 1 FROM party p WHERE p.id = m.kept_id) \
         OR EXISTS (SELECT 1 FROM party_merge n WHERE n.merged_id = m.kept_id AND n.undone_at IS NULL)))",
    ),
    (
        "parties whose owner does not exist",
        "SELECT count(*) AS n FROM party p WHERE p.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM user_account u WHERE u.id = p.owner_id)",
    ),
    (
        "imports whose counts do not add up to the rows read",
        "SELECT count(*) AS n FROM import_run WHERE rows_read <> created + updated + duplicate + rejected",
    ),
    (
        "imports whose row states differ from their counts",
        "SELECT count(*) AS n FROM import_run r LEFT JOIN (SELECT run_id, \
         sum(CASE state WHEN 'created' THEN 1 ELSE 0 END) AS created, sum(CASE state WHEN 'updated' THEN 1 ELSE 0 END) AS updated, \
         sum(CASE state WHEN 'duplicate' THEN 1 ELSE 0 END) AS duplicate, sum(CASE state WHEN 'rejected' THEN 1 ELSE 0 END) AS rejected \
         FROM import_row GROUP BY run_id) i ON i.run_id = r.id \
         WHERE r.created <> coalesce(i.created, 0) OR r.updated <> coalesce(i.updated, 0) \
         OR r.duplicate <> coalesce(i.duplicate, 0) OR r.rejected <> coalesce(i.rejected, 0)",
    ),
    (
        "undone imports whose rows are not all taken back or kept",
        "SELECT count(*) AS n FROM import_run r LEFT JOIN (SELECT run_id, \
         sum(CASE undone WHEN 'undone' THEN 1 ELSE 0 END) AS undone, sum(CASE undone WHEN 'kept' THEN 1 ELSE 0 END) AS kept \
         FROM import_row WHERE state IN ('created', 'updated') GROUP BY run_id) i ON i.run_id = r.id \
         WHERE coalesce(r.undone_rows, 0) <> coalesce(i.undone, 0) OR coalesce(r.kept_rows, 0) <> coalesce(i.kept, 0) \
         OR (r.state = 'undone' AND r.created + r.updated <> r.undone_rows + r.kept_rows)",
    ),
];

const COUNTED: [(&str, &str); 7] = [
    ("parties", "SELECT count(*) AS n FROM party"),
    ("activities", "SELECT count(*) AS n FROM activity"),
    ("assessments", "SELECT count(*) AS n FROM assessment"),
    ("import rows", "SELECT count(*) AS n FROM import_row"),
    ("orders", "SELECT count(*) AS n FROM customer_order"),
    ("order lines", "SELECT count(*) AS n FROM order_line"),
    ("deals", "SELECT count(*) AS n FROM deal"),
];

/// Counts everything and tests what must hold, as of one moment, so that nothing written meanwhile looks amiss.
pub async fn run(store: &Store) -> Result<Vec<Finding>, StoreError> {
    let moment = store.snapshot().await?;
    let findings = findings(&moment).await;
    moment.rollback().await?;
    findings
}

async fn findings(db: &Tx) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for (name, sql) in COUNTED {
        findings.push(Finding { name, count: number(db, sql).await?, fine: true });
    }
    for (name, sql) in MUST_BE_NONE {
        let count = number(db, sql).await?;
        findings.push(Finding { name, count, fine: count == 0 });
    }
    let parties = number(db, COUNTED[0].1).await?;
    let indexed = number(db, dialect::count_search_documents(db.backend())).await?;
    findings.push(Finding {
        name: "parties missing from the search index",
        count: parties - indexed,
        fine: parties == indexed,
    });
    let problems = dialect::integrity_problems(db.connection()).await?;
    findings.push(Finding {
        name: "problems found by the database itself",
        count: problems.len() as i64,
        fine: problems.is_empty(),
    });
    Ok(findings)
}

async fn number(db: &Tx, sql: &str) -> Result<i64, StoreError> {
    let row = db.connection().query_one_raw(Statement::from_string(db.backend(), sql.to_owned())).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get::<i64>("", "n"))?)
}
