//! What signing in knows beside the password.

table! {
    /// A user's second factor (TOTP); not in force before it was confirmed with a code.
    second_factor = "second_factor" {
        #[sea_orm(primary_key, auto_increment = false)]
        user_id: Uuid,
        /// sealed with the server's key
        secret: String,
        created_at: i64,
        /// the last step of time whose code was taken; a code counts once
        last_step: i64,
        confirmed_at: Option<i64>,
    }
}

table! {
    /// A code for the day the second factor is lost; kept hashed, good once.
    recovery_code = "recovery_code" {
        #[sea_orm(primary_key, auto_increment = false)]
        user_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        hash: String,
        created_at: i64,
        used_at: Option<i64>,
    }
}

table! {
    /// A user's account at an identity provider, known by issuer and subject.
    external_identity = "external_identity" {
        #[sea_orm(primary_key, auto_increment = false)]
        issuer: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject: String,
        user_id: Uuid,
        linked_at: i64,
        seen_at: i64,
    }
}

table! {
    /// A link with which somebody sets a password, once; only the hash of its secret is kept.
    password_link = "password_link" {
        #[sea_orm(primary_key, auto_increment = false)]
        hash: String,
        user_id: Uuid,
        made_by: Option<Uuid>,
        created_at: i64,
        expires_at: i64,
    }
}

table! {
    /// A browser from which a user has signed in before, by the hash of its cookie.
    known_device = "known_device" {
        #[sea_orm(primary_key, auto_increment = false)]
        hash: String,
        #[sea_orm(primary_key, auto_increment = false)]
        user_id: Uuid,
        created_at: i64,
        seen_at: i64,
    }
}

table! {
    /// How much of an allowance of attempts is used: it is whole again at this moment.
    attempt = "attempt" {
        #[sea_orm(primary_key, auto_increment = false)]
        key: String,
        full_at: i64,
    }
}
