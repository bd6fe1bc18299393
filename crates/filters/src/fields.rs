//! The catalogue: every field a filter may ask about, with its names in both languages, its type and where it is kept.

use method::{
    Coded,
    appointments::intent::IntentLevel,
    classes::{abc::AbcClass, existing::ExistingClass, faces::Face, potential::ProspectClass},
    prospecting::{
        cadence::CadenceState,
        card::PartyKind,
        catalogue,
        colour::Colour,
        man::Authority,
        markets::{Market, RelationGroup},
        screening::Grade,
        steps::Step,
    },
};

/// One field in the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub field: Field,
    /// its name to programs and in canonical texts
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// other names that are taken
    pub also: &'static [&'static str],
    /// table and column
    pub source: &'static str,
}

/// A field, by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Text(TextField),
    Set(SetField),
    Word(WordField),
    Number(NumberField),
    Moment(MomentField),
    Day(DayField),
    Flag(FlagField),
    Answer(AnswerField),
    Reference(ReferenceField),
    Line(LineField),
    List,
    Segment,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident as $kind:ident { $($variant:ident = $code:literal, $zh:literal, $en:literal, $also:expr, $source:literal;)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub enum $name { $($variant,)+ }

            impl $name {
                pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            }
        )+

        /// Every field but those that a team added.
        pub const CATALOGUE: &[Entry] = &[
            $($(Entry { field: Field::$kind($name::$variant), code: $code, zh: $zh, en: $en, also: &$also, source: $source },)+)+
            Entry { field: Field::List, code: "list", zh: "名单", en: "list", also: &[], source: "list_member.list_id" },
            Entry { field: Field::Segment, code: "segment", zh: "客群", en: "segment", also: &["分群"], source: "segment" },
        ];
    };
}

fields! {
    /// One text, which may be unknown.
    TextField as Text {
        Name = "name", "名称", "name", ["姓名", "客户名称"], "party.name";
        City = "city", "城市", "city", ["市"], "party.city";
        Employer = "employer", "工作单位", "employer", ["单位"], "party.employer";
        Position = "position", "职务", "position", ["职位"], "party.position";
        Industry = "industry", "行业", "industry", [], "party.facts (industry)";
    }
    /// Any number of texts. A set is always known; it may be empty.
    SetField as Set {
        Tag = "tag", "标签", "tag", ["tags"], "party_tag.tag";
        Province = "province", "省份", "province", ["省"], "address.province";
    }
    /// One of a closed set of words.
    WordField as Word {
        Kind = "kind", "类型", "kind", [], "party.kind";
        Status = "status", "状态", "status", [], "party.status";
        Grade = "grade", "等级", "grade", ["级别"], "party.grade";
        Intent = "intent", "意向", "intent", ["意向度"], "party.intent";
        Colour = "colour", "颜色", "colour", ["color"], "party.colour";
        Cadence = "cadence", "联系节奏", "cadence", ["节奏"], "party.due_at, overdue_at, dormant_at";
        Disposition = "disposition", "跟进", "disposition", ["跟进状态"], "party.disposition";
        Market = "market", "市场", "market", ["来源市场"], "party.market";
        Method = "method", "开拓方法", "method", ["方法"], "party.method";
        Step = "step", "步骤", "step", [], "party.step";
        Authority = "authority", "决策权", "authority", [], "party.authority";
        RelationGroup = "relation_group", "关系", "relation", [], "party.relation_group";
        Class = "class", "客户类别", "class", ["客户分类"], "customer_class.existing";
        Abc = "abc", "ABC类别", "abc class", ["ABC分类"], "customer_class.abc";
        ProspectClass = "prospect_class", "准客户类别", "prospect class", ["准客户分类"], "party.prospect_class";
        Face = "face", "脸谱", "face", ["大客户脸谱"], "party.face";
        FaceByFigures = "face_by_figures", "数据脸谱", "face by figures", [], "customer_class.face";
    }
    NumberField as Number {
        Score = "score", "评分", "score", ["得分"], "party.score";
        Completeness = "completeness", "完整度", "completeness", ["资料完整度"], "party.completeness";
        Contacts = "contacts", "联系次数", "contacts", [], "party.contact_count";
        TwoWay = "two_way_contacts", "沟通次数", "two-way contacts", [], "party.two_way_count";
        Unanswered = "unanswered", "连续未接通", "unanswered", [], "party.unanswered";
        Sales = "sales", "销售额", "sales", [], "customer_class.sales_minor";
        Contribution = "contribution", "贡献度", "contribution", ["贡献"], "customer_class.contribution_minor";
        LifetimeValue = "lifetime_value", "终身价值", "lifetime value", ["客户终身价值"], "customer_class.lifetime_minor";
        Purchases = "purchases", "采购次数", "purchases", ["购买次数"], "customer_class.purchases";
    }
    /// A moment, compared by the day in the zone of whoever asks.
    MomentField as Moment {
        Created = "created", "建档", "created", ["建档日期", "created_at"], "party.created_at";
        Updated = "updated", "更新", "updated", ["updated_at"], "party.updated_at";
        Assigned = "assigned", "分配", "assigned", [], "party.assigned_at";
        LastContact = "last_contact", "最近沟通", "last contact", ["最近联系", "上次联系"], "party.last_two_way_at";
        LastAttempt = "last_attempt", "最近尝试", "last attempt", [], "party.last_contact_at";
        LastMet = "last_met", "最近见面", "last met", [], "party.last_met_at";
        NextContact = "next_contact", "下次联系", "next contact", [], "party.due_at";
        DormantAt = "dormant_from", "潜伏起", "dormant from", [], "party.dormant_at";
        Won = "won", "成交", "won", ["成交日期"], "party.won_at";
        Lost = "lost", "流失", "lost", ["流失日期"], "party.lost_at";
        BuyingUntil = "buying_until", "视为在购至", "buying until", [], "party.buying_until";
        Returns = "returns", "退回公海", "returns to the pool", [], "party.returns_at";
    }
    /// A day of the company's calendar, the same from whatever zone one asks.
    DayField as Day {
        FirstOrder = "first_order", "首次下单", "first order", ["首单"], "line_status.first_day";
        LastOrder = "last_order", "最近下单", "last order", ["上次下单"], "line_status.last_day";
    }
    /// Yes or no, always known.
    FlagField as Flag {
        Golden = "golden", "黄金客户", "golden", ["黄金"], "party.golden";
        HasPhone = "has_phone", "有电话", "has a phone", [], "party.primary_phone";
        DoNotContact = "do_not_contact", "禁止联系", "do not contact", [], "party.do_not_contact_since";
        InHand = "in_hand", "在手", "in hand", [], "party.in_hand_until";
        Dormant = "dormant", "潜伏", "dormant", ["已潜伏"], "party.dormant_at, last_two_way_at";
        KeyCustomer = "key_customer", "大客户", "key customer", [], "party.face, customer_class.abc, existing, face";
    }
    /// Yes, no or unknown.
    AnswerField as Answer {
        Money = "has_money", "有钱", "has money", [], "party.man";
        Authority = "has_authority", "有权", "has authority", [], "party.man";
        Need = "has_need", "有需求", "has need", ["有需要"], "party.man";
        Silent = "silent", "沉默预警", "silent", ["异常沉默"], "customer_class.rhythm_alert";
    }
    ReferenceField as Reference {
        Owner = "owner", "负责人", "owner", ["归属人"], "party.owner_id";
        Team = "team", "团队", "team", [], "party.team_id";
        CreatedBy = "created_by", "建档人", "created by", [], "party.created_by";
    }
    /// Product lines of which something was bought. A set is always known; it may be empty.
    LineField as Line {
        Buys = "buys_line", "在购产品线", "product line bought", ["在购"], "line_status.status";
        Lost = "lost_line", "停购产品线", "product line lost", ["停购"], "line_status.status";
    }
}

/// The catalogue's entry of a field.
pub fn entry_of(field: Field) -> &'static Entry {
    CATALOGUE.iter().find(|entry| entry.field == field).unwrap_or(&CATALOGUE[0])
}

/// A word of a closed set: code, Chinese, English.
pub(crate) type Word = (&'static str, &'static str, &'static str);

fn words_of<W: Coded>() -> Vec<Word> {
    W::ALL.iter().map(|word| (word.code(), word.text().zh, word.text().en)).collect()
}

impl WordField {
    /// The words the field may hold.
    pub fn words(self) -> Vec<Word> {
        match self {
            Self::Kind => words_of::<PartyKind>(),
            Self::Status => vec![
                ("prospect", "准客户", "prospect"),
                ("customer", "客户", "customer"),
                ("contact", "联系人", "contact"),
            ],
            Self::Grade => words_of::<Grade>(),
            Self::Intent => words_of::<IntentLevel>(),
            Self::Colour => words_of::<Colour>(),
            Self::Cadence => words_of::<CadenceState>(),
            Self::Disposition => {
                vec![("open", "跟进中", "open"), ("stopped", "停止", "stopped"), ("given_up", "放弃", "given up")]
            }
            Self::Market => words_of::<Market>(),
            Self::Method => catalogue::catalogue().map(|one| (one.code, one.name.zh, one.name.en)).collect(),
            Self::Step => words_of::<Step>(),
            Self::Authority => words_of::<Authority>().into_iter().filter(|(code, ..)| *code != "unknown").collect(),
            Self::RelationGroup => words_of::<RelationGroup>(),
            Self::Class => words_of::<ExistingClass>(),
            Self::Abc => words_of::<AbcClass>(),
            Self::ProspectClass => words_of::<ProspectClass>(),
            Self::Face | Self::FaceByFigures => words_of::<Face>(),
        }
    }

    /// The code of a word said by its code or either wording.
    pub(crate) fn code_of(self, said: &str) -> Option<&'static str> {
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let said = plain(said);
        let known = |word: &Word| [word.0, word.1, word.2].into_iter().any(|text| plain(text) == said);
        self.words().into_iter().find(known).map(|(code, ..)| code)
    }
}

impl Field {
    /// The name of its type.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Set(_) => "texts",
            Self::Word(_) => "word",
            Self::Number(_) => "number",
            Self::Moment(_) | Self::Day(_) => "day",
            Self::Flag(_) => "yes_no",
            Self::Answer(_) => "answer",
            Self::Reference(ReferenceField::Team) => "team",
            Self::Reference(_) => "user",
            Self::Line(_) => "line",
            Self::List => "list",
            Self::Segment => "segment",
        }
    }

    /// The words it may hold, where they are a closed set.
    pub fn words(self) -> Vec<(&'static str, &'static str, &'static str)> {
        match self {
            Self::Word(field) => field.words(),
            Self::Flag(_) | Self::Answer(_) => vec![("yes", "是", "yes"), ("no", "否", "no")],
            _ => Vec::new(),
        }
    }

    /// Finds a field by any of its names.
    pub(crate) fn named(said: &str) -> Option<Self> {
        let is = |name: &str| name.to_lowercase() == said.to_lowercase();
        let known = |entry: &&Entry| {
            [entry.code, entry.zh, entry.en].into_iter().any(is) || entry.also.iter().any(|name| is(name))
        };
        CATALOGUE.iter().find(known).map(|entry| entry.field)
    }
}
