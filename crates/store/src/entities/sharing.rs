//! Who reaches a record besides its owner. Both are in force while `ends_at` lies ahead; ending one early moves it.

table! {
    /// Somebody who stands in for a colleague.
    deputy = "deputy" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// who is away
        user_id: Uuid,
        deputy_id: Uuid,
        starts_at: i64,
        ends_at: i64,
        note: String,
        made_by: Option<Uuid>,
        /// who ended it before its time
        ended_by: Option<Uuid>,
        made_at: i64,
    }
}

table! {
    /// A record that was shared with a colleague or a team.
    party_share = "party_share" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        /// who held the record then; with another holder it is shared no more
        holder_id: Uuid,
        /// one of the two
        user_id: Option<Uuid>,
        team_id: Option<Uuid>,
        /// `read` or `work`
        level: String,
        reason: String,
        shared_by: Option<Uuid>,
        shared_at: i64,
        /// the largest number where it has no end
        ends_at: i64,
        ended_by: Option<Uuid>,
    }
}
