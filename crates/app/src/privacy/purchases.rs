//! What the copy says of a customer: what they bought and how they stand in each product line, what is known of their buying
//! elsewhere, why they were lost, and the classes that were computed from it.

use std::collections::HashMap;

use method::{
    Coded,
    classes::{abc::AbcClass, changes::ClassKind, changes::RhythmState, existing::ExistingClass, faces::Face},
};
use store::{
    entities::{customer_order, party},
    orders::OrderFilter,
    parties::Reach,
};
use uuid::Uuid;

use super::copy::{AT, Column, MOST, NOTE, Section, at, column, words, yes_or_no};
use crate::{
    App, AppError,
    orders::{Names, date_of},
};

const ON: Column = column("on", "日期", "day");
const LINE: Column = column("line", "产品线", "product line");
const CURRENCY: Column = column("currency", "币种", "currency");

fn amount(minor: i64) -> String {
    format!("{:.2}", minor as f64 / 100.0)
}

fn day(number: i32) -> String {
    date_of(number).to_string()
}

/// What a class is called; nothing where there is none.
fn class(kind: Option<ClassKind>, code: &str) -> String {
    let dotted = match kind {
        Some(ClassKind::Abc) => AbcClass::from_code(code).map(Coded::dotted),
        Some(ClassKind::Existing) => ExistingClass::from_code(code).map(Coded::dotted),
        Some(ClassKind::Face) => Face::from_code(code).map(Coded::dotted),
        Some(ClassKind::Rhythm) => RhythmState::from_code(code).map(Coded::dotted),
        None => None,
    };
    dotted.unwrap_or(code).to_owned()
}

impl App {
    pub(super) async fn bought(&self, row: &party::Model) -> Result<Vec<Section>, AppError> {
        let filter = OrderFilter { party: Some(row.id), with_voided: true, ..OrderFilter::default() };
        let orders = store::orders::page(&self.store, &Reach::All, &filter, None, MOST).await?;
        let ids: Vec<Uuid> = orders.iter().map(|order| order.id).collect();
        let items = store::orders::lines_of(&self.store, &ids).await?;
        let products: Vec<Uuid> = items.iter().filter_map(|item| item.product_id).collect();
        let names = self.line_names(&self.store, &products).await?;
        let days: HashMap<Uuid, i32> = orders.iter().map(|order| (order.id, order.day)).collect();
        let items = items.iter().map(|item| {
            let product = item.product_id.map(|id| names.product(id).name).unwrap_or_default();
            let quantity = format!("{}", item.quantity_milli as f64 / 1_000.0);
            let on = days.get(&item.order_id).copied().map(day).unwrap_or_default();
            vec![on, line_of(&names, item.line_id), product, quantity, amount(item.amount_minor)]
        });
        let items = items.collect();
        let line = |order: customer_order::Model| {
            let (number, void) = (order.number.unwrap_or_default(), order.void_reason.unwrap_or_default());
            let until = order.contract_until_day.map(day).unwrap_or_default();
            vec![
                day(order.day),
                order.kind,
                number,
                amount(order.amount_minor),
                order.currency,
                until,
                order.note,
                void,
            ]
        };
        let mut sections = vec![
            Section {
                key: "orders",
                zh: "订单",
                en: "Orders",
                columns: vec![
                    ON,
                    words("kind", "类别", "kind", "order_kind"),
                    column("number", "单号", "number"),
                    column("amount", "金额", "amount"),
                    CURRENCY,
                    column("contract_until", "合同到期日", "contract until"),
                    NOTE,
                    column("void", "作废原因", "why void"),
                ],
                rows: orders.into_iter().map(line).collect(),
            },
            Section {
                key: "order_lines",
                zh: "订单明细",
                en: "Lines of orders",
                columns: vec![
                    ON,
                    LINE,
                    column("product", "产品", "product"),
                    column("quantity", "数量", "quantity"),
                    column("amount", "金额", "amount"),
                ],
                rows: items,
            },
        ];
        sections.extend(self.standing_of_lines(row, &names).await?);
        Ok(sections)
    }

    /// How they stand in the lines and how it came about, what rivals sell them, why they were lost.
    async fn standing_of_lines(&self, row: &party::Model, names: &Names) -> Result<[Section; 4], AppError> {
        let standings = store::standings::statuses_of(&self.store, &[row.id]).await?;
        let conversions = store::standings::conversions_of(&self.store, &[row.id]).await?;
        let rivals = store::orders::rival_shares_of(&self.store, row.id).await?;
        let losses = store::supply::losses_of(&self.store, row.id).await?;
        Ok([
            Section {
                key: "line_standings",
                zh: "在各产品线的身份",
                en: "Standing in product lines",
                columns: vec![
                    LINE,
                    words("status", "身份", "status", "line_status"),
                    column("first", "首次采购", "first purchase"),
                    column("last", "最近采购", "last purchase"),
                    column("purchases", "采购天数", "days with a purchase"),
                ],
                rows: standings
                    .into_iter()
                    .map(|s| {
                        let (first, last) = (day(s.first_day), day(s.last_day));
                        vec![line_of(names, s.line_id), s.status, first, last, s.orders.to_string()]
                    })
                    .collect(),
            },
            Section {
                key: "conversions",
                zh: "转化记录",
                en: "Conversions",
                columns: vec![
                    ON,
                    LINE,
                    words("kind", "转化", "conversion", "conversion"),
                    column("cause", "原因", "cause"),
                    NOTE,
                ],
                rows: conversions
                    .into_iter()
                    .map(|c| {
                        let (cause, note) = (c.cause.unwrap_or_default(), c.note.unwrap_or_default());
                        vec![day(c.day), line_of(names, c.line_id), c.kind, cause, note]
                    })
                    .collect(),
            },
            Section {
                key: "rival_shares",
                zh: "向竞争对手的采购",
                en: "Bought from rivals",
                columns: vec![
                    column("from", "从", "from"),
                    column("to", "到", "to"),
                    LINE,
                    column("rival", "对手", "rival"),
                    column("amount", "金额", "amount"),
                    CURRENCY,
                    words("source", "依据", "known from", "rival_source"),
                    NOTE,
                ],
                rows: rivals
                    .into_iter()
                    .map(|r| {
                        let (from, to, line) = (day(r.from_day), day(r.to_day), line_of(names, r.line_id));
                        vec![from, to, line, r.rival, amount(r.amount_minor), r.currency, r.source, r.note]
                    })
                    .collect(),
            },
            Section {
                key: "losses",
                zh: "流失记录",
                en: "Losses",
                columns: vec![
                    AT,
                    words("kind", "类别", "kind", "loss_kind"),
                    words("reason", "原因", "reason", "loss"),
                    NOTE,
                ],
                rows: losses.into_iter().map(|l| vec![at(l.at), l.kind, l.reason, l.note]).collect(),
            },
        ])
    }

    /// The classes by the current run, and every change of them.
    pub(super) async fn classed(&self, row: &party::Model) -> Result<[Section; 2], AppError> {
        let names = self.line_names(&self.store, &[]).await?;
        let kept = match store::classes::current(&self.store).await? {
            Some(run) => store::classes::classes_of_party(&self.store, run.id, row.id).await?,
            None => Vec::new(),
        };
        let changes = store::classes::changes_of(&self.store, row.id, MOST).await?;
        let number = |value: Option<f64>| value.map(|value| format!("{value:.2}")).unwrap_or_default();
        Ok([
            Section {
                key: "classes",
                zh: "客户分类",
                en: "Classes",
                columns: vec![
                    column("as_of", "截至", "as of"),
                    LINE,
                    words("abc", "ABC 分类", "ABC", "abc"),
                    words("existing", "EI–EIV 分类", "EI to EIV", "existing_class"),
                    words("face", "脸谱（建议）", "face, as proposed", "face"),
                    column("sales", "期内净销售额", "net sales of the period"),
                    column("stability", "稳定度", "stability"),
                    column("silent", "沉默异常", "unusually silent"),
                    column("alive", "仍在采购的概率", "probability of still buying"),
                    column("lifetime", "预期价值", "expected value"),
                ],
                rows: kept
                    .into_iter()
                    .map(|c| {
                        let line = if c.line_id.is_nil() { String::new() } else { line_of(&names, c.line_id) };
                        let lifetime = c.lifetime_minor.map(amount).unwrap_or_default();
                        let (sales, stability, alive) = (amount(c.sales_minor), number(c.stability), number(c.alive));
                        let (on, silent) = (day(c.as_of_day), yes_or_no(c.rhythm_alert));
                        vec![on, line, c.abc, c.existing, c.face, sales, stability, silent, alive, lifetime]
                    })
                    .collect(),
            },
            Section {
                key: "class_changes",
                zh: "分类的变化",
                en: "Changes of classes",
                columns: vec![
                    column("as_of", "截至", "as of"),
                    LINE,
                    words("kind", "分类", "class", "class_kind"),
                    column("was", "原来", "before"),
                    column("becomes", "变为", "after"),
                ],
                rows: changes
                    .into_iter()
                    .map(|c| {
                        let kind = ClassKind::from_code(&c.kind);
                        let line = if c.line_id.is_nil() { String::new() } else { line_of(&names, c.line_id) };
                        let was = c.was.map(|was| class(kind, &was)).unwrap_or_default();
                        vec![day(c.as_of_day), line, c.kind, was, class(kind, &c.becomes)]
                    })
                    .collect(),
            },
        ])
    }
}

/// A line by its name; the general one may have none.
fn line_of(names: &Names, id: Uuid) -> String {
    let line = names.line(id);
    if line.name.is_empty() { line.code } else { line.name }
}
