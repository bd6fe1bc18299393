//! The description of the API. Routes describe themselves; what holds for all of them is added here, so that no route can
//! forget it: how to sign in, and how refusals look.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Content, Header, HttpMethod, Object, OpenApi as Document, Ref, RefOr, Required, Response, ResponseBuilder,
        Schema, Type,
        path::{Operation, ParameterBuilder, ParameterIn},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use crate::{
    guard::{CSRF_HEADER, SESSION_COOKIE},
    idempotent::keeps,
    problem::{PROBLEM_JSON, Problem},
};

const COOKIE: &str = "session";
const TOKEN: &str = "token";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tuoke 拓客",
        description = "The sales method as an API. Times are RFC 3339 in UTC, ids UUIDs, money minor units with an ISO \
            currency. Lists answer `{items, next, total}`: send `next` back as `cursor` for the following page. Refusals \
            are RFC 9457 problem details with a stable `code`. Spec ids such as PRO-2 name sections of the handbook in \
            docs/method.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, app::imports::ImportProgress)),
    modifiers(&CommonGround),
    tags(
        (name = "people", description = "Set-up, sign-in, the own account, users and teams"),
        (name = "system", description = "Wording of codes, audit"),
        (name = "webhooks", description = "Other systems that are told of events"),
        (name = "settings", description = "Thresholds of the method in force and custom fields"),
        (name = "lists", description = "Lead lists (PRO-1)"),
        (name = "methods", description = "The catalogue of prospecting methods and their results (PRO-1)"),
        (name = "classes", description = "Classes of customers and prospects: computed from orders (CLA-1, CLA-2, CLA-5, CLA-7), and judged by people (CLA-2 to CLA-5, PRO-13)"),
        (name = "orders", description = "Orders, standing in product lines, conversions (CLA-6, CLA-9)"),
        (name = "deals", description = "Deals with key accounts: worth, opening, plays, queue, win rates, forecast (OPP-1 to OPP-7)"),
        (name = "products", description = "Product lines and products"),
        (name = "parties", description = "People and organisations (PRO-2, PRO-4, PRO-5, PRO-6)"),
        (name = "segments", description = "The language of filters, and segments (CLA-8)"),
        (name = "pool", description = "The public pool: claims, returns, the log (PRO-10)"),
        (name = "sharing", description = "Deputies and shared records"),
        (name = "supply", description = "Supply, dormancy and losses (PRO-8, PRO-9)"),
        (name = "privacy", description = "Requests of people about their own data"),
        (name = "activities", description = "Contacts, tasks and the timeline (APP-4, APP-9)"),
        (name = "today", description = "The ranked worklist (PRO-9)"),
        (name = "imports", description = "Reading lists from files (PRO-11)"),
        (name = "duplicates", description = "Records believed to be the same (PRO-11)")
    )
)]
pub(crate) struct Description;

struct CommonGround;

impl Modify for CommonGround {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            COOKIE,
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                SESSION_COOKIE,
                &format!("Set by sign-in. Requests that change something also need the header `{CSRF_HEADER}: 1`."),
            ))),
        );
        components.add_security_scheme(
            TOKEN,
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("An API token of one's own (`tk_…`)."))
                    .build(),
            ),
        );
    }
}

/// Completes what the routes have said of themselves.
pub(crate) fn complete(mut document: Document) -> Document {
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = item.post.as_mut().filter(|_| keeps(path).is_some()) {
            describe_key(operation);
        }
        let named = path.contains('{') || path.contains("/merges");
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete_operation(operation, &method, named);
                if path.contains("/parties/{id}") || path.contains("/merges") {
                    let merged = "It was merged into another record; `params.into` says which (`merged_away`)";
                    let responses = &mut operation.responses.responses;
                    responses.entry("410".to_owned()).or_insert_with(|| RefOr::T(refusal(merged)));
                }
            }
        }
    }
    if let Some(components) = &mut document.components {
        open_joined_parts(&mut components.schemas);
    }
    document
}

/// A type whose fields are part of a larger one may not forbid the others' fields, though alone it refuses them.
fn open_joined_parts(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let parts: BTreeSet<String> = schemas
        .values()
        .filter_map(|schema| match schema {
            RefOr::T(Schema::AllOf(joined)) => Some(joined),
            _ => None,
        })
        .flat_map(|joined| &joined.items)
        .filter_map(|item| match item {
            RefOr::Ref(reference) => reference.ref_location.rsplit('/').next().map(str::to_owned),
            RefOr::T(_) => None,
        })
        .collect();
    for part in parts {
        if let Some(RefOr::T(Schema::Object(object))) = schemas.get_mut(&part) {
            object.additional_properties = None;
        }
    }
}

fn complete_operation(operation: &mut Operation, method: &HttpMethod, named: bool) {
    let public = operation.security.is_some();
    let changes = !matches!(method, HttpMethod::Get);
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            // OpenAPI asks for words; the body's type says the rest
            response.description = if status == "201" { "made" } else { "as asked" }.to_owned();
        }
    }
    let takes_input = operation.request_body.is_some() || operation.parameters.as_ref().is_some_and(|p| !p.is_empty());
    if !public {
        operation.security = Some(vec![
            SecurityRequirement::new(COOKIE, Vec::<String>::new()),
            SecurityRequirement::new(TOKEN, Vec::<String>::new()),
        ]);
    }
    let names_what_was_read =
        operation.parameters.iter().flatten().any(|parameter| matches!(parameter, RefOr::T(p) if p.name == "If-Match"));
    let mut refusals = Vec::new();
    if operation.request_body.is_some() || names_what_was_read {
        refusals.push(("400", "The body or the tag cannot be read (`malformed`)"));
    }
    if operation.request_body.is_some() {
        refusals.push(("413", "The body is larger than the server accepts (`too_large`)"));
        refusals.push(("415", "The body is not of the expected content type (`unsupported_media_type`)"));
    }
    if !public || changes {
        refusals.push(("401", "Not signed in (`not_signed_in`), or wrong credentials (`wrong_credentials`)"));
        refusals.push((
            "403",
            "The role or the reach does not allow it (`forbidden`), the token does not open it (`out_of_scope`), or it came \
             from another site (`csrf`)",
        ));
    }
    // a record may be named by a parameter or in the body as well
    if named || (takes_input && !public) {
        refusals.push(("404", "No such record within reach (`not_found`)"));
    }
    if changes {
        refusals.push(("409", "Something stands against it; `code` says what"));
    }
    if takes_input {
        refusals.push(("422", "Not valid; `errors` says which field and why (`invalid`)"));
    }
    if !public {
        refusals.push(("429", "The token's minute is spent; wait as `Retry-After` says (`too_many_requests`)"));
    }
    if public && changes {
        refusals.push(("429", "Too many attempts; wait as `Retry-After` says (`too_many_attempts`)"));
    }
    if names_what_was_read {
        refusals
            .push(("412", "It is no longer what was read; `params.current` is what it is now (`changed_meanwhile`)"));
    }
    if matches!(method, HttpMethod::Get) {
        describe_tag(operation);
    }
    for (status, description) in refusals {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(refusal(description)));
    }
}

/// What makes or does something may be sent again under a key.
fn describe_key(operation: &mut Operation) {
    let key = Object::builder().schema_type(Type::String).min_length(Some(1)).max_length(Some(255));
    let parameter = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Random, and new for each request; the same when it is sent again. It is then carried out once: a repetition \
             within a day is answered as the first was, with `Idempotency-Replayed: true`. Refusals are not kept. Other \
             content under the same key: 422 `idempotency_key_reused`; the first is not done yet: 409 \
             `idempotency_in_progress`; it was carried out and its answer is not kept: 409 `idempotency_answer_gone`",
        ))
        .schema(Some(key.build()))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.starts_with('2')
        {
            let mut replayed = Header::new(Object::with_type(Type::String));
            replayed.description = Some("`true` where this is the answer to an earlier request of this key".to_owned());
            response.headers.insert("Idempotency-Replayed".to_owned(), RefOr::T(replayed));
        }
    }
    let unread = refusal("The body or the key cannot be read (`malformed`)");
    operation.responses.responses.entry("400".to_owned()).or_insert_with(|| RefOr::T(unread));
}

/// What is read as JSON carries a tag, by which a caller may ask whether it is still the same.
fn describe_tag(operation: &mut Operation) {
    let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") else { return };
    if !response.content.contains_key("application/json") {
        return;
    }
    let mut tag = Header::new(Object::with_type(Type::String));
    tag.description = Some("Names this answer; of a single record the version comes first".to_owned());
    response.headers.insert("ETag".to_owned(), RefOr::T(tag));
    let known = ParameterBuilder::new()
        .name("If-None-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The `ETag` of an earlier answer: 304 where this one would be the same"))
        .schema(Some(Object::with_type(Type::String)))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(known));
    let same = ResponseBuilder::new().description("Still the same").build();
    operation.responses.responses.insert("304".to_owned(), RefOr::T(same));
}

fn refusal(description: &str) -> Response {
    let body = Content::new(Some(RefOr::Ref(Ref::from_schema_name(Problem::name()))));
    ResponseBuilder::new().description(description).content(PROBLEM_JSON, body).build()
}
