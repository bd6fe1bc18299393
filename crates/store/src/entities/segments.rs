//! Segments (CLA-8).

table! {
    /// A kept filter, or a copy of those who met one.
    segment = "segment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        note: String,
        /// `live` or `static`
        kind: String,
        /// the canonical text; of a static one the text of which it is a copy
        filter: String,
        owner_id: Uuid,
        /// with whom it is shared; none: with everybody
        team_id: Option<Uuid>,
        /// the segment of which a static one is a copy
        copied_from: Option<Uuid>,
        shared: bool,
        created_at: i64,
        updated_at: i64,
        version: i32,
    }
}

table! {
    /// Who is in a static segment.
    segment_member = "segment_member" {
        #[sea_orm(primary_key, auto_increment = false)]
        segment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        added_at: i64,
    }
}
