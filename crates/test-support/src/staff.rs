//! A small company in a test database: two teams below the root, and somebody for every role.

use store::{
    Store,
    entities::{team, user_account},
};
use uuid::Uuid;

/// The password of everybody on the staff.
pub const STAFF_PASSWORD: &str = "correct horse battery";

/// [`STAFF_PASSWORD`] under argon2id with the least cost there is: tests sign in by the hundred.
const STAFF_HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$c2FsdCBmb3IgdGVzdHMhIQ$Es7DKe55jl8hWAOSk/D62B20y2SKHsqJWzZvBizuZ48";

/// When everybody was hired: 2026-01-05 01:00 UTC, a Monday morning in Shanghai.
const HIRED_AT: i64 = 1_767_574_800_000;

/// Somebody on the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: Uuid,
    pub team: Uuid,
    pub name: &'static str,
    pub email: &'static str,
    pub roles: &'static str,
}

/// Everybody. Those who sell are of the north but for two.
#[derive(Clone, Copy, Debug)]
pub struct Staff {
    pub root_team: Uuid,
    pub north_team: Uuid,
    pub south_team: Uuid,
    pub administrator: Member,
    /// manages the north
    pub manager: Member,
    pub sales: Member,
    /// sells in the north as well
    pub colleague: Member,
    /// sells in the south
    pub stranger: Member,
    /// sells in the south and is on holiday
    pub away: Member,
    pub key_account: Member,
    pub analyst: Member,
    pub marketing: Member,
    pub credit: Member,
    pub trainer: Member,
}

impl Staff {
    /// Hires everybody into an empty database.
    pub async fn hire(store: &Store) -> Self {
        let (root_team, north_team, south_team) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
        let member = |name, email, roles, team| Member { id: Uuid::new_v4(), team, name, email, roles };
        let staff = Self {
            root_team,
            north_team,
            south_team,
            administrator: member("管理员", "admin@tuoke.test", "administrator", root_team),
            manager: member("林经理", "manager@tuoke.test", "manager", north_team),
            sales: member("陈业务", "sales@tuoke.test", "sales", north_team),
            colleague: member("周同事", "colleague@tuoke.test", "sales", north_team),
            stranger: member("吴南方", "stranger@tuoke.test", "sales", south_team),
            away: member("冯休假", "away@tuoke.test", "sales", south_team),
            key_account: member("郑客户", "key@tuoke.test", "key_account", north_team),
            analyst: member("孙分析", "analyst@tuoke.test", "analyst", root_team),
            marketing: member("钱市场", "marketing@tuoke.test", "marketing", root_team),
            credit: member("李信用", "credit@tuoke.test", "credit", north_team),
            trainer: member("赵培训", "trainer@tuoke.test", "trainer", root_team),
        };
        let tx = store.begin().await.expect("a transaction");
        store::people::insert_teams(&tx, staff.teams()).await.expect("the teams");
        let users = staff.everybody().into_iter().map(account).collect();
        store::people::insert_users(&tx, users).await.expect("the users");
        tx.commit().await.expect("a commit");
        staff
    }

    /// One of each role and position.
    pub fn everybody(&self) -> [Member; 11] {
        [
            self.administrator,
            self.manager,
            self.sales,
            self.colleague,
            self.stranger,
            self.away,
            self.key_account,
            self.analyst,
            self.marketing,
            self.credit,
            self.trainer,
        ]
    }

    fn teams(&self) -> Vec<team::Model> {
        let root = format!("/{}/", self.root_team);
        let row = |id, name: &str, parent_id, path| team::Model {
            id,
            name: name.to_owned(),
            parent_id,
            path,
            created_at: HIRED_AT,
            version: 1,
        };
        vec![
            row(self.root_team, "拓客贸易", None, root.clone()),
            row(self.north_team, "北方组", Some(self.root_team), format!("{root}{}/", self.north_team)),
            row(self.south_team, "南方组", Some(self.root_team), format!("{root}{}/", self.south_team)),
        ]
    }
}

fn account(member: Member) -> user_account::Model {
    user_account::Model {
        id: member.id,
        name: member.name.to_owned(),
        email: member.email.to_owned(),
        password_hash: Some(STAFF_HASH.to_owned()),
        roles: member.roles.to_owned(),
        team_id: Some(member.team),
        locale: "zh".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        active: true,
        created_at: HIRED_AT,
        password_changed_at: Some(HIRED_AT),
        version: 1,
    }
}
