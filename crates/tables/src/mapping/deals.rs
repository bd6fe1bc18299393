//! Files of deals, as systems for customers export them: what their headings mean.

use std::sync::LazyLock;

use super::field::ImportField::{self, *};
use super::fold;
use super::headings::Headings;
use super::subject::Subject;
use super::suggest::{Suggestion, Why};

const WORDS: &[(ImportField, &str)] = &[
    (
        DealNumber,
        "商机编号 商机编码 商机号 商机id 机会编号 机会编码 机会id 销售机会编号 销售机会id 项目编号 项目编码 项目号 opportunityid opportunityno opportunitynumber \
        opportunitycode dealid dealno dealnumber dealcode projectid projectno projectnumber projectcode recordid id",
    ),
    (
        DealName,
        "商机名称 商机名 商机 商机标题 商机主题 销售机会 销售机会名称 机会名称 机会 机会主题 项目 项目名称 项目名 主题 标题 opportunity opportunityname opportunitytitle \
        deal dealname dealtitle project projectname topic subject title",
    ),
    (
        DealStage,
        "销售阶段 商机阶段 机会阶段 项目阶段 阶段 当前阶段 阶段名称 商机状态 销售流程阶段 stage salesstage dealstage opportunitystage stagename currentstage \
        pipelinestage",
    ),
    (BuyingStage, "采购阶段 客户采购阶段 客户阶段 购买阶段 buyingstage buyerstage purchasestage buyerjourneystage"),
    (
        Amount,
        "金额 预计金额 商机金额 预计销售金额 预计成交金额 预计合同金额 预计收入 预期金额 机会金额 项目金额 预算金额 预估金额 估计金额 销售金额 合同金额 成交金额 \
        总金额 预计签约金额 最可能金额 amount dealamount dealvalue value opportunityamount opportunityvalue estimatedamount estimatedvalue \
        estimatedrevenue estrevenue expectedamount expectedvalue closevalue totalamount likelyamount amountlikely actualrevenue",
    ),
    (
        AmountLow,
        "最低金额 金额下限 预计最低金额 最小金额 保守金额 保底金额 amountlow lowamount minimumamount minamount worstcase",
    ),
    (
        AmountHigh,
        "最高金额 金额上限 预计最高金额 最大金额 乐观金额 amounthigh highamount maximumamount maxamount bestcase",
    ),
    (
        Currency,
        "币种 货币 币别 货币类型 currency currencycode amountcurrency dealcurrency currencyisocode transactioncurrency",
    ),
    (
        ExpectedOn,
        "预计成交日期 预计成交时间 预计成交日 预计签单日期 预计签单时间 预计签约日期 预计签约时间 预计结单日期 预计结束日期 预计关闭日期 预计完成日期 预计赢单日期 预计下单日期 \
        预期成交日期 预估成交日期 计划成交日期 expectedon expectedclosedate expectedclose expecteddate estimatedclosedate estclosedate forecastclosedate \
        targetclosedate expectedclosingdate",
    ),
    (
        ClosingOn,
        "成交日期 成交时间 结单日期 结单时间 关闭日期 关闭时间 签约日期 签单日期 closingon closedate closingdate closeddealdate dealclosedate",
    ),
    (
        EndedOn,
        "实际成交日期 实际成交时间 实际签单日期 实际签约日期 实际结束日期 实际关闭日期 实际结单日期 结束日期 结束时间 赢单日期 赢单时间 输单日期 输单时间 endedon closedon \
        actualclosedate actualclosedon actualenddate datewon dateclosed closedat wonon wontime losttime",
    ),
    (
        OpenedOn,
        "创建日期 创建时间 商机创建日期 商机创建时间 立项日期 立项时间 发现日期 发现时间 登记日期 登记时间 开始日期 创建于 openedon createddate createdon createdat \
        createdate datecreated creationdate opened openeddate opendate engagedate dealcreated startdate",
    ),
    (
        Outcome,
        "结果 商机结果 赢输 赢单输单 输赢 输赢状态 赢单状态 赢丢单 最终结果 销售结果 成交状态 是否赢单 outcome result winloss wonlost closedstatus \
        dealstatus opportunitystatus iswon status state 状态",
    ),
    (
        BuyerReason,
        "客户原因 客户说的原因 买方原因 输单原因 丢单原因 失单原因 赢单原因 输赢原因 赢输原因 赢单输单原因 输单理由 关闭原因 失败原因 buyerreason lostreason lossreason \
        reasonlost reasonforloss closedlostreason closedwonreason winreason wonreason closereason statusreason reason",
    ),
    (
        NextStep,
        "下一步 下一步行动 下一步计划 下一步工作 下步计划 下一步动作 下一步安排 后续计划 nextstep nextsteps nextaction nextactivity nextactivitysubject",
    ),
    (
        NextStepDue,
        "下一步日期 下一步时间 下次跟进时间 下次跟进日期 下次联系时间 下次联系日期 下一步截止日期 下一步截止时间 下次拜访日期 下次行动时间 nextstepdue nextstepdate \
        nextstepduedate nextactiondate nextactivitydate nextfollowup nextfollowupdate nextcontactdate",
    ),
    (
        ProductLine,
        "产品线 产品类别 产品大类 产品分类 产品系列 产品 产品名称 意向产品 商机产品 品类 业务线 productline productcategory category productgroup product productname \
        productfamily",
    ),
    (
        OwnerEmail,
        "负责人 负责人邮箱 负责人姓名 商机负责人 机会负责人 项目负责人 销售负责人 所有人 商机所有人 所有者 归属人 归属销售 销售 销售员 销售人员 业务员 跟进人 客户经理 \
        owner owneremail ownername opportunityowner dealowner accountexecutive salesrep salesagent salesperson salesowner assignedto responsible",
    ),
    (
        Source,
        "来源 商机来源 机会来源 线索来源 信息来源 项目来源 来源渠道 渠道 source leadsource dealsource opportunitysource originalsource campaignsource",
    ),
    (
        Notes,
        "备注 说明 描述 商机描述 项目描述 商机备注 详情 notes note description remarks comment comments dealdescription",
    ),
];

static HEADINGS: LazyLock<Headings> = LazyLock::new(|| Headings::of(Subject::Deals, WORDS));

/// Shorter headings (销售, 渠道, 产品) are values of cells as often, and would make headers of rows.
const SHORTEST_SURE: usize = 4;

/// Whether a cell is surely a heading of a file of deals.
pub(super) fn knows(cell: &str) -> bool {
    fold(cell).chars().count() >= SHORTEST_SURE && HEADINGS.known(cell).is_some()
}

/// The same for a file of deals as [`suggest`](super::suggest()) for a list of names: one suggestion for each column.
pub(super) fn suggest_deals(columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
    let mut suggestions = HEADINGS.suggest(columns, samples);
    // beside the customer's name, a plain "name" is the deal's
    let named = suggestions.iter().any(|one| one.field == Some(DealName));
    let is_plain = |column: &str| ["name", "名称"].contains(&&*fold(column));
    let customer =
        |one: &Suggestion| one.why == Why::FieldTaken || matches!(one.field, Some(Company | Name | ExternalId));
    let beside = suggestions.iter().any(|one| customer(one) && !is_plain(&one.column));
    if let Some(plain) = suggestions.iter_mut().find(|one| is_plain(&one.column)).filter(|_| !named && beside) {
        *plain = Suggestion { field: Some(DealName), confidence: 80, why: Why::Heading, ..plain.clone() };
    }
    suggestions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(columns: &[&str], samples: &[&[&str]]) -> Vec<Option<ImportField>> {
        let owned = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<String>>();
        let samples: Vec<Vec<String>> = samples.iter().map(|row| owned(row)).collect();
        suggest_deals(&owned(columns), &samples).into_iter().map(|suggestion| suggestion.field).collect()
    }

    #[test]
    fn no_word_has_two_meanings() {
        super::super::headings::no_word_stands_twice(WORDS);
    }

    #[test]
    fn a_chinese_export_of_deals_is_known_by_its_headings() {
        let columns = [
            "商机编号",
            "商机名称",
            "客户名称",
            "预计金额（元）",
            "币种",
            "预计成交日期",
            "销售阶段",
            "负责人",
            "商机来源",
            "下一步计划",
            "下次跟进时间",
            "创建时间",
            "输单原因",
            "备注",
        ];
        let expected = [
            DealNumber,
            DealName,
            Company,
            Amount,
            Currency,
            ExpectedOn,
            DealStage,
            OwnerEmail,
            Source,
            NextStep,
            NextStepDue,
            OpenedOn,
            BuyerReason,
            Notes,
        ];
        assert_eq!(fields(&columns, &[]), expected.map(Some));
    }

    #[test]
    fn an_english_export_of_deals_is_known_by_its_headings() {
        let columns = [
            "Opportunity ID",
            "Opportunity Name",
            "Account Name",
            "Amount",
            "Close Date",
            "Stage",
            "Opportunity Owner",
            "Lead Source",
            "Next Step",
            "Created Date",
            "Probability (%)",
        ];
        let expected = [
            Some(DealNumber),
            Some(DealName),
            Some(Company),
            Some(Amount),
            Some(ClosingOn),
            Some(DealStage),
            Some(OwnerEmail),
            Some(Source),
            Some(NextStep),
            Some(OpenedOn),
            None,
        ];
        assert_eq!(fields(&columns, &[]), expected);
        let columns = ["Deal Name", "Deal Stage", "Deal owner", "Associated Company", "Amount", "Close Date"];
        let found = fields(&columns, &[]);
        assert_eq!(found[..3], [Some(DealName), Some(DealStage), Some(OwnerEmail)]);
    }

    #[test]
    fn customers_of_deals_are_organisations_unless_they_look_like_people() {
        let people: &[&[&str]] = &[&["甲", "张三"], &["乙", "李四"], &["丙", "王五"], &["丁", "赵小明"]];
        assert_eq!(fields(&["商机", "客户"], people), [DealName, Name].map(Some));
        let firms: &[&[&str]] = &[&["a", "Cancity"], &["b", "Isdom"], &["c", "Hottechi"]];
        assert_eq!(fields(&["deal", "customer"], firms), [DealName, Company].map(Some));
        assert_eq!(fields(&["Name", "Account Name", "Stage"], &[]), [DealName, Company, DealStage].map(Some));
    }
}
