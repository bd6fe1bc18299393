//! The first schema: people, parties, what happened to them, imports, settings, audit.

use sea_orm_migration::prelude::*;

use super::schema::table;
use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        people(manager).await?;
        parties(manager).await?;
        record(manager).await?;
        imports(manager).await?;
        system(manager).await?;
        let held = "CREATE INDEX import_row_held ON import_row (run_id, row) WHERE held";
        manager.get_connection().execute_unprepared(held).await?;
        for sql in dialect::create_search_index(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

async fn people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("team")
        .ids(["id"])
        .texts(["name", "path"])
        .ids_or_null(["parent_id"])
        .longs(["created_at"])
        .key(["id"])
        .create(m)
        .await?;
    table("user_account")
        .ids(["id"])
        .texts(["name", "email", "roles", "locale", "time_zone"])
        .texts_or_null(["password_hash"])
        .ids_or_null(["team_id"])
        .flags(["active"])
        .longs(["created_at"])
        .longs_or_null(["password_changed_at"])
        .key(["id"])
        .unique(["email"])
        .create(m)
        .await?;
    table("session")
        .texts(["id", "data", "agent"])
        .ids_or_null(["user_id"])
        .longs(["created_at", "seen_at", "expires_at"])
        .key(["id"])
        .index(["user_id"])
        .create(m)
        .await?;
    table("api_token")
        .ids(["id", "user_id"])
        .texts(["name", "hash"])
        .longs(["created_at"])
        .longs_or_null(["expires_at", "used_at", "revoked_at"])
        .key(["id"])
        .unique(["hash"])
        .index(["user_id"])
        .create(m)
        .await
}

async fn parties(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("party")
        .ids(["id"])
        .longs(["seq"])
        .texts(["kind", "status", "name", "name_key"])
        .texts_or_null(["external_id"])
        .ids_or_null(["owner_id", "team_id", "list_id"])
        .texts_or_null(["market", "method", "relation_group"])
        .ids_or_null(["introducer_id"])
        .texts_or_null(["introducer_name", "identity_number", "primary_phone", "employer", "position", "city"])
        .texts(["facts", "custom", "disposition"])
        .texts_or_null(["authority", "decision"])
        .texts(["grade"])
        .doubles(["score", "warm_order"])
        .texts(["intent"])
        .flags(["golden"])
        .ints(["completeness"])
        .texts(["step"])
        .ints(["contact_count", "two_way_count", "unanswered"])
        .longs_or_null(["do_not_contact_since", "named_at", "retry_at"])
        .longs_or_null(["first_reached_at", "first_met_at", "won_at", "last_contact_at", "assigned_at"])
        .longs(["last_two_way_at", "due_at", "overdue_at", "dormant_at"])
        .ids_or_null(["created_by"])
        .longs(["created_at", "updated_at"])
        .ints(["version"])
        .key(["id"])
        .unique(["seq"])
        .index(["owner_id", "due_at"])
        .index(["owner_id", "created_at"])
        .index(["team_id", "created_at"])
        .index(["created_at", "id"])
        .index(["score", "id"])
        .index(["due_at", "id"])
        .index(["name_key", "id"])
        .index(["last_two_way_at", "id"])
        .index(["updated_at", "id"])
        .index_where_known("method")
        .index_where_known("identity_number")
        .create(m)
        .await?;
    table("contact_point")
        .ids(["id", "party_id"])
        .texts(["kind", "value"])
        .texts_or_null(["label"])
        .flags(["is_primary", "valid", "do_not_contact"])
        .longs(["created_at"])
        .key(["id"])
        .index(["party_id"])
        .index(["value"])
        .create(m)
        .await?;
    table("address")
        .ids(["id", "party_id"])
        .texts(["kind", "text"])
        .texts_or_null(["province", "city", "district", "postcode", "street_number", "street"])
        .key(["id"])
        .index(["party_id"])
        .create(m)
        .await?;
    table("party_link")
        .ids(["id", "organisation_id", "person_id"])
        .texts_or_null(["position"])
        .texts(["roles", "influences"])
        .longs(["created_at"])
        .key(["id"])
        .index(["organisation_id"])
        .index(["person_id"])
        .create(m)
        .await?;
    table("party_tag").ids(["party_id"]).texts(["tag"]).key(["party_id", "tag"]).index(["tag"]).create(m).await?;
    table("lead_list")
        .ids(["id"])
        .texts(["name", "note"])
        .texts_or_null(["market", "method"])
        .ids_or_null(["owner_id", "team_id", "created_by"])
        .longs(["created_at"])
        .key(["id"])
        .create(m)
        .await?;
    table("list_member")
        .ids(["list_id", "party_id"])
        .longs(["added_at"])
        .key(["list_id", "party_id"])
        .index(["party_id"])
        .create(m)
        .await
}

async fn record(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("activity")
        .ids(["id", "party_id"])
        .texts(["kind", "direction", "note"])
        .texts_or_null(["outcome", "objection", "before"])
        .flags(["two_way", "new_fact", "larger_order", "trial", "bought", "trouble"])
        .ints_or_null(["duration_seconds"])
        .longs(["at", "created_at"])
        .longs_or_null(["retracted_at"])
        .ids_or_null(["by"])
        .key(["id"])
        .index(["party_id", "at"])
        .index(["by", "at"])
        .create(m)
        .await?;
    table("task")
        .ids(["id", "party_id"])
        .ids_or_null(["owner_id", "activity_id", "created_by", "closed_by_activity"])
        .texts(["kind", "title", "state"])
        .longs(["due_at", "created_at"])
        .longs_or_null(["closed_at"])
        .key(["id"])
        .index(["party_id", "due_at"])
        .index(["owner_id", "state", "due_at"])
        .create(m)
        .await?;
    table("evidence")
        .ids(["id", "party_id"])
        .texts(["topic", "value", "note", "source"])
        .longs(["at", "created_at"])
        .longs_or_null(["retracted_at"])
        .ids_or_null(["by", "activity_id"])
        .key(["id"])
        .index(["party_id", "at"])
        .create(m)
        .await?;
    table("assessment")
        .ids(["id", "party_id"])
        .texts(["kind", "rule", "value", "reasons"])
        .ints(["rule_version"])
        .longs(["as_of"])
        .ids_or_null(["by"])
        .key(["id"])
        .index(["party_id", "as_of"])
        .create(m)
        .await?;
    table("party_change")
        .ids(["id", "party_id"])
        .longs(["at"])
        .ids_or_null(["by"])
        .texts(["kind", "field"])
        .texts_or_null(["before", "after", "reason"])
        .key(["id"])
        .index(["party_id", "at"])
        .create(m)
        .await
}

async fn imports(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("import_run")
        .ids(["id", "list_id"])
        .texts(["file_name", "state", "format", "notes", "mapping", "on_duplicate"])
        .longs([
            "bytes",
            "rows_read",
            "created",
            "updated",
            "duplicate",
            "rejected",
            "skipped",
            "review",
            "last_row",
            "bytes_read",
        ])
        .ids_or_null(["owner_id", "team_id", "created_by"])
        .texts_or_null(["market", "method", "error"])
        .longs(["created_at"])
        .longs_or_null(["started_at", "finished_at"])
        .key(["id"])
        .index(["list_id"])
        .index(["created_at"])
        .create(m)
        .await?;
    table("import_row")
        .ids(["run_id"])
        .longs(["row"])
        .texts(["state"])
        .ids_or_null(["party_id"])
        .texts_or_null(["reasons", "cells"])
        .flags(["held"])
        .key(["run_id", "row"])
        .create(m)
        .await?;
    table("job")
        .ids(["id", "subject_id"])
        .texts(["kind", "state"])
        .ints(["attempts"])
        .longs(["created_at"])
        .longs_or_null(["leased_until", "finished_at"])
        .texts_or_null(["error"])
        .key(["id"])
        .index(["state", "created_at"])
        .index(["subject_id"])
        .create(m)
        .await
}

async fn system(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("setting")
        .texts(["key", "value", "reason"])
        .ints(["version"])
        .ids_or_null(["changed_by"])
        .longs(["changed_at"])
        .key(["key", "version"])
        .create(m)
        .await?;
    table("catalogue_entry")
        .texts(["code"])
        .ints(["version"])
        .texts_or_null(["content"])
        .ids_or_null(["changed_by"])
        .longs(["changed_at"])
        .key(["code", "version"])
        .create(m)
        .await?;
    table("method_cost")
        .ids(["id"])
        .texts(["method", "currency", "note"])
        .ids_or_null(["team_id", "created_by"])
        .longs(["spent_at", "amount_minor", "created_at"])
        .key(["id"])
        .index(["method", "spent_at"])
        .create(m)
        .await?;
    table("saved_view")
        .ids(["id", "owner_id"])
        .texts(["subject", "name", "definition"])
        .flags(["shared"])
        .longs(["created_at"])
        .key(["id"])
        .index(["owner_id"])
        .create(m)
        .await?;
    table("custom_field")
        .texts(["key", "label_zh", "label_en", "kind"])
        .longs(["created_at"])
        .key(["key"])
        .create(m)
        .await?;
    table("audit_record")
        .ids(["id"])
        .longs(["at"])
        .ids_or_null(["actor_id"])
        .texts(["action", "subject_kind", "subject_id", "detail"])
        .key(["id"])
        .index(["subject_kind", "subject_id"])
        .index(["at"])
        .create(m)
        .await
}
