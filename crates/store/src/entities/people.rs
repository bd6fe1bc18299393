//! Users, the tree of teams, and what signs them in.

table! {
    /// A team; `path` is the chain of ids from the root, so that a subtree is one prefix.
    team = "team" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        parent_id: Option<Uuid>,
        path: String,
        created_at: i64,
        version: i32,
    }
}

table! {
    user_account = "user_account" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        /// lower case, unique
        email: String,
        password_hash: Option<String>,
        /// role codes separated by commas
        roles: String,
        team_id: Option<Uuid>,
        locale: String,
        time_zone: String,
        active: bool,
        created_at: i64,
        password_changed_at: Option<i64>,
        version: i32,
    }
}

table! {
    /// A browser session; the id is kept hashed, the user beside it so that all of a user's sessions can be ended.
    session = "session" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        user_id: Option<Uuid>,
        data: String,
        agent: String,
        created_at: i64,
        seen_at: i64,
        expires_at: i64,
        /// where it was last used from; none for sessions of an older version
        address: Option<String>,
    }
}

table! {
    /// A program's credential; only its SHA-256 is kept.
    api_token = "api_token" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        user_id: Uuid,
        name: String,
        hash: String,
        created_at: i64,
        expires_at: Option<i64>,
        used_at: Option<i64>,
        revoked_at: Option<i64>,
        /// scope codes separated by commas; none: no limit
        scopes: Option<String>,
        /// none: no limit
        requests_per_minute: Option<i32>,
    }
}

table! {
    /// What was taken of the current minute of a token with a limit, over all processes.
    token_budget = "token_budget" {
        #[sea_orm(primary_key, auto_increment = false)]
        token_id: Uuid,
        /// minutes since 1970
        minute: i64,
        taken: i32,
    }
}

table! {
    /// A city or province that is somebody's (PRO-10).
    territory = "territory" {
        #[sea_orm(primary_key, auto_increment = false)]
        user_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        place: String,
    }
}
