//! What headings mean, in both languages. Words are written as [`super::fold`] leaves them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field::ImportField::{self, *};
use super::fold;

/// What a heading says, before the other columns are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Field(ImportField),
    /// 客户名称, name: a person in one list, an organisation in another.
    PersonOrCompany,
    /// 联系人, 负责人: the name itself, or the contact of an organisation named in another column.
    NameOrContact,
}

/// How surely a heading is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    Part,
    Whole,
}

const PERSON_OR_COMPANY: &str = "name 名称 客户名称 客户 客户名 customer customername client clientname 对方名称 会员名称 账户名称 accountname 抬头";
const NAME_OR_CONTACT: &str = "联系人 联系人姓名 主要联系人 首要联系人 第一联系人 负责人 负责人姓名 经办人 对接人 法人 法人代表 法定代表人 法人姓名 老板 \
    contact contactname contactperson primarycontact maincontact legalrepresentative";

const WORDS: &[(ImportField, &str)] = &[
    (
        Name,
        "姓名 名字 客户姓名 顾客姓名 会员姓名 投保人 投保人姓名 被保险人 准客户姓名 员工姓名 学员姓名 真实姓名 中文名 中文姓名 fullname personname \
        firstandlastname prospect prospectname leadname participant",
    ),
    (FamilyName, "姓 姓氏 surname lastname familyname sname lname"),
    (GivenName, "名 givenname firstname forename gname fname"),
    (Kind, "类型 客户类型 主体类型 客户性质 kind type partytype customertype entitytype"),
    (
        ExternalId,
        "编号 客户编号 客户编码 客户id 客户号 客户代码 会员号 会员编号 会员id 档案号 id recid recordid externalid customerid clientid contactid \
        accountid leadid uid code customercode customerno",
    ),
    (
        Phone,
        "电话 联系电话 联系方式 电话号码 电话联系方式 客户电话 联系人电话 通讯方式 联络电话 联络方式 phone phonenumber telephone tel telno \
        contactnumber contactphone phoneno telephonenumber number",
    ),
    (
        Mobile,
        "手机 手机号 手机号码 移动电话 联系手机 手提 手机电话 客户手机 联系人手机 本人手机 mobile mobilephone cell cellphone mobilenumber mobileno msisdn",
    ),
    (
        Landline,
        "固话 固定电话 座机 座机号 座机号码 单位电话 办公电话 公司电话 家庭电话 住宅电话 总机 landline officephone workphone homephone \
        businessphone companyphone fixedline",
    ),
    (Email, "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 电邮 email emailaddress mail emailid contactemail"),
    (Wechat, "微信 微信号 微信id wechat wechatid weixin"),
    (
        Company,
        "公司 公司名称 公司名 企业 企业名称 单位 单位名称 工作单位 所在单位 就职单位 任职公司 所在公司 机构 机构名称 组织 组织名称 店名 门店名称 商户名称 商户 \
        厂名 厂商 company companyname organisation organization organisationname organizationname employer firm business businessname account \
        enterprise corporation workplace",
    ),
    (Department, "部门 所在部门 科室 部门名称 department dept division"),
    (Position, "职务 职位 岗位 职称 职业 身份职务 头衔 position title jobtitle job role occupation profession"),
    (Gender, "性别 gender sex"),
    (BirthDate, "生日 出生日期 出生年月 出生年月日 出生 birthdate birthday dateofbirth dob born"),
    (Age, "年龄 岁数 年纪 age"),
    (
        IdentityNumber,
        "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 身份号码 统一社会信用代码 信用代码 identitynumber idnumber idcard idcardno \
        nationalid socsecid ssn socialsecuritynumber passport passportnumber taxid",
    ),
    (
        Address,
        "地址 详细地址 联系地址 通讯地址 通信地址 注册地址 所在地址 收货地址 客户地址 经营地址 邮寄地址 具体地址 address address2 fulladdress \
        mailingaddress postaladdress registeredaddress addressline2",
    ),
    (HomeAddress, "家庭住址 家庭地址 住址 居住地址 现住址 户籍地址 住宅地址 homeaddress residentialaddress"),
    (
        WorkAddress,
        "单位地址 公司地址 办公地址 工作地址 企业地址 workaddress officeaddress companyaddress businessaddress",
    ),
    (Province, "省 省份 所在省 所在省份 省市 province state region"),
    (City, "市 城市 所在城市 所在市 地市 city town"),
    (District, "区 区县 县 县区 所在区 所在区县 县市 行政区 区域 地区 district county area"),
    (StreetNumber, "门牌 门牌号 streetnumber housenumber streetno houseno"),
    (Street, "街道 路 街道地址 street address1 addressline1 streetaddress streetname road"),
    (Suburb, "郊区 社区 小区 suburb locality neighbourhood neighborhood"),
    (Postcode, "邮编 邮政编码 邮码 postcode postalcode zip zipcode"),
    (Country, "国家 国籍 国家地区 country nation nationality"),
    (Industry, "行业 所属行业 行业类别 行业类型 industry sector trade lineofbusiness"),
    (
        Size,
        "规模 企业规模 公司规模 人员规模 员工人数 员工数 人数 size companysize employees headcount numberofemployees",
    ),
    (
        FoundedOn,
        "成立日期 成立时间 成立年份 注册日期 创立日期 创办时间 founded foundedon founding foundingdate incorporated dateofincorporation",
    ),
    (Website, "网址 官网 网站 公司网址 主页 website url homepage web webpage"),
    (
        CurrentSuppliers,
        "现有供应商 供应商 目前供应商 现供应商 合作供应商 supplier suppliers currentsupplier currentsuppliers vendor",
    ),
    (
        CompetitorsProducts,
        "竞品 竞争产品 使用竞品 竞争对手产品 competitorsproducts competitorproducts competitor competitors",
    ),
    (Education, "学历 文化程度 教育程度 教育背景 最高学历 education degree educationlevel"),
    (Income, "收入 年收入 月收入 家庭收入 工资 薪资 年薪 income annualincome salary monthlyincome"),
    (IncomeHighest, "最高收入 预期最高收入 收入上限 incomehighest highestincome maxincome"),
    (Plans, "计划 打算 规划 近期计划 未来计划 plans plan"),
    (
        Family,
        "家庭 家庭情况 家庭成员 家庭状况 婚姻 婚姻状况 婚否 配偶 子女 子女情况 family familymembers marital maritalstatus spouse children",
    ),
    (Interests, "爱好 兴趣 兴趣爱好 特长 interests hobby hobbies interest"),
    (Temperament, "性格 个性 性格特点 脾气 temperament personality character"),
    (
        Holdings,
        "已购产品 已买产品 现有产品 持有产品 已有保险 保单 现有保单 已购保险 在用产品 holdings products policies ownedproducts policy",
    ),
    (Introducer, "介绍人 推荐人 转介绍人 引荐人 introducer referrer referredby introducedby referral"),
    (RelationGroup, "关系 与我关系 关系类别 人脉关系 relation relationgroup relationship"),
    (Market, "市场 市场类型 市场类别 market"),
    (Method, "开拓方法 开拓方式 获客方式 获取方式 拓客方式 method prospectingmethod"),
    (Source, "来源 客户来源 名单来源 信息来源 线索来源 渠道 来源渠道 获客渠道 source leadsource channel origin"),
    (Need, "需求 客户需求 需求产品 意向产品 购买需求 采购需求 need needs requirement requirements demand interestedin"),
    (
        Notes,
        "备注 备注信息 说明 描述 附注 跟进记录 客户备注 备忘 notes note remark remarks comment comments description memo",
    ),
    (Tags, "标签 客户标签 分组 tag tags label labels"),
    (AbleToPay, "有支付能力 支付能力 购买力 购买能力 经济能力 abletopay canpay"),
    (HasNeed, "有需求 是否有需求 hasneed"),
    (Decides, "有决定权 决定权 决策权 是否决策人 有决策权 decides decisionmaker authority"),
    (EasyToApproach, "易接近 容易接近 接近难易 easytoapproach approachable"),
    (Eligible, "符合条件 投保条件 健康状况 身体状况 eligible eligibility"),
    (Aware, "有认知 产品认知 保险意识 aware awareness"),
    (Responsible, "责任感 有责任感 责任心 responsible responsibility"),
    (OwnerEmail, "负责人邮箱 业务员邮箱 销售邮箱 归属人邮箱 owneremail owner salesemail assignedto assignee"),
];

/// Parts that give a longer heading its meaning; the first that is contained wins, so the more special stand first.
const PARTS: &[(&str, ImportField)] = &[
    ("身份证", IdentityNumber),
    ("微信", Wechat),
    ("wechat", Wechat),
    ("邮箱", Email),
    ("邮件", Email),
    ("email", Email),
    ("手机", Mobile),
    ("mobile", Mobile),
    ("固话", Landline),
    ("座机", Landline),
    ("电话", Phone),
    ("联系方式", Phone),
    ("phone", Phone),
    ("telephone", Phone),
    ("家庭住址", HomeAddress),
    ("单位地址", WorkAddress),
    ("公司地址", WorkAddress),
    ("邮编", Postcode),
    ("postcode", Postcode),
    ("地址", Address),
    ("住址", HomeAddress),
    ("address", Address),
    ("生日", BirthDate),
    ("出生", BirthDate),
    ("birth", BirthDate),
    ("公司名", Company),
    ("企业名", Company),
    ("单位名", Company),
    ("company", Company),
    ("姓名", Name),
    ("fullname", Name),
    ("surname", FamilyName),
    ("givenname", GivenName),
    ("职务", Position),
    ("职位", Position),
    ("行业", Industry),
    ("学历", Education),
    ("收入", Income),
    ("爱好", Interests),
    ("来源", Source),
    ("标签", Tags),
    ("需求", Need),
    ("备注", Notes),
    ("remark", Notes),
];

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let fields = WORDS
        .iter()
        .flat_map(|(field, words)| words.split_whitespace().map(move |word| (word, Meaning::Field(field.clone()))));
    let people = PERSON_OR_COMPANY.split_whitespace().map(|word| (word, Meaning::PersonOrCompany));
    let contacts = NAME_OR_CONTACT.split_whitespace().map(|word| (word, Meaning::NameOrContact));
    let codes = ImportField::all().filter(|field| **field != Name).map(|field| {
        // The product's own exports are headed by field codes.
        (&*fold(&field.code()).leak(), Meaning::Field(field.clone()))
    });
    codes.chain(fields).chain(people).chain(contacts).collect()
});

/// Looks a heading up: whole, then without a number at its end, then its last word (the lower of two header rows), then
/// by its parts.
pub(super) fn look_up(heading: &str) -> Option<(Meaning, Match)> {
    let whole = fold(heading);
    let unnumbered = whole.trim_end_matches(|c: char| c.is_ascii_digit());
    let last_word = heading.rsplit_once(' ').map(|(_, word)| fold(word)).unwrap_or_default();
    for candidate in [whole.as_str(), unnumbered, last_word.as_str()] {
        if let Some(meaning) = MEANINGS.get(candidate) {
            return Some((meaning.clone(), Match::Whole));
        }
    }
    let (_, field) = PARTS.iter().find(|(part, _)| whole.contains(part))?;
    Some((Meaning::Field(field.clone()), Match::Part))
}

/// Whether a cell is a heading of the dictionary, whole: what finds the header row.
pub(crate) fn knows(cell: &str) -> bool {
    matches!(look_up(cell), Some((_, Match::Whole)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_word_has_two_meanings_and_every_word_is_folded() {
        let mut seen: HashMap<&str, String> = HashMap::new();
        let fields = WORDS.iter().map(|(field, words)| (field.to_string(), *words));
        let others = [("person or company".to_owned(), PERSON_OR_COMPANY), ("contact".to_owned(), NAME_OR_CONTACT)];
        for (meaning, words) in fields.chain(others) {
            for word in words.split_whitespace() {
                assert_eq!(fold(word), word, "not folded");
                if let Some(other) = seen.insert(word, meaning.clone()) {
                    assert_eq!(other, meaning, "{word} stands twice");
                }
            }
        }
    }

    #[test]
    fn the_header_of_an_own_export_is_known() {
        for field in ImportField::all().filter(|field| **field != Ignore) {
            assert!(knows(&field.code()), "{field}");
        }
    }
}
