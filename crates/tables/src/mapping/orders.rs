//! Files of orders: what their headings mean. The columns about the customer mean what they mean in a list of names; the
//! others are known by their heading alone, since an amount looks like any other number.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::dictionary::{Match, Meaning, look_up};
use super::field::ImportField::{self, *};
use super::fold;
use super::suggest::{Suggestion, Why, suggest};

const WORDS: &[(ImportField, &str)] = &[
    (
        OrderNumber,
        "订单号 订单编号 订单号码 单号 单据号 单据编号 单据号码 销售单号 销售订单号 出库单号 发货单号 合同号 合同编号 发票号 发票号码 流水号 交易号 小票号 \
        orderid orderno ordernumber ordernum order invoiceno invoicenumber invoiceid invoice salesorder salesorderno documentno docno \
        transactionid transactionno basketid basket receiptno",
    ),
    (
        OrderDate,
        "日期 下单日期 下单时间 订单日期 订单时间 订货日期 销售日期 销售时间 单据日期 业务日期 开票日期 成交日期 成交时间 交易日期 交易时间 购买日期 购买时间 \
        签约日期 签单日期 付款时间 date orderdate ordertime ordered orderedat orderedon invoicedate saledate salesdate purchasedate \
        transactiondate transactiontime datetime timestamp",
    ),
    (OrderKind, "类型 单据类型 业务类型 订单类型 交易类型 type ordertype transactiontype doctype documenttype"),
    (
        ProductLine,
        "产品线 产品类别 产品大类 产品分类 商品类别 商品分类 商品大类 品类 大类 类别 类目 品牌 险种 productline line productcategory category productgroup \
        itemgroup brand department commodity",
    ),
    (
        Sku,
        "产品编码 产品编号 产品代码 商品编码 商品编号 商品代码 货号 物料编码 物料号 存货编码 品号 款号 条码 sku skuid productid productcode productno stockcode \
        itemcode itemno itemid item barcode upc ean",
    ),
    (
        ProductName,
        "产品 产品名称 产品名 商品 商品名称 商品名 品名 物料名称 存货名称 货品名称 货物名称 product productname itemname description productdescription",
    ),
    (Quantity, "数量 件数 销售数量 订货数量 购买数量 销量 数目 quantity qty units count pieces"),
    (UnitPrice, "单价 销售单价 含税单价 不含税单价 售价 price unitprice rate"),
    (
        Amount,
        "金额 销售金额 订单金额 成交金额 交易金额 实付金额 实收金额 应收金额 总金额 总额 合计 小计 合计金额 价税合计 销售额 成交额 保费 货款 amount total \
        totalamount sales salesvalue salesamount revenue netamount linetotal lineamount subtotal value turnover ordervalue orderamount \
        paid payment premium",
    ),
    (Margin, "毛利 毛利额 毛利润 利润 利润额 margin grossmargin profit grossprofit contribution"),
    (Cost, "成本 成本额 成本金额 销售成本 总成本 进货成本 cost totalcost cogs costamount"),
    (Currency, "币种 货币 币别 currency currencycode"),
    (
        ContractUntil,
        "合同到期 合同到期日 合同到期日期 合同截止日 合同截止日期 合同终止日期 到期日 到期日期 保单到期日 contractuntil contractend enddate expirydate expires",
    ),
];

/// Headings that name the customer's own number in a file of orders.
const CUSTOMER_NUMBERS: &str = "客户编号 客户编码 客户号 客户代码 客户id 会员号 会员编号 会员id 会员卡号 customerid customerno customernumber customercode \
    clientid clientno clientcode accountid accountno householdkey household userid buyerid memberid";

static MEANINGS: LazyLock<HashMap<String, ImportField>> = LazyLock::new(|| {
    let words =
        WORDS.iter().flat_map(|(field, words)| words.split_whitespace().map(|word| (fold(word), field.clone())));
    let numbers = CUSTOMER_NUMBERS.split_whitespace().map(|word| (fold(word), ExternalId));
    let codes = ImportField::of_orders().map(|field| (fold(&field.code()), field.clone()));
    codes.chain(words).chain(numbers).collect()
});

/// The field that a heading names in a file of orders, whole or without a number at its end.
fn known(heading: &str) -> Option<ImportField> {
    let whole = fold(heading);
    let unnumbered = whole.trim_end_matches(|c: char| c.is_ascii_digit());
    MEANINGS.get(&whole).or_else(|| MEANINGS.get(unnumbered)).cloned()
}

/// Whether a cell is a heading of a file of orders.
pub(crate) fn knows(cell: &str) -> bool {
    known(cell).is_some()
}

/// The same for a file of orders as [`suggest`] for a list of names: one suggestion for each column.
pub fn suggest_orders(columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
    const BY_HEADING: u8 = 94;
    // headings that orders know hide from the names, so that they take no name's place
    let others: Vec<String> =
        columns.iter().map(|column| if known(column).is_some() { String::new() } else { column.clone() }).collect();
    let mut taken = HashSet::new();
    let names = suggest(&others, samples);
    let mut suggestions: Vec<Suggestion> = columns
        .iter()
        .zip(names)
        .map(|(column, name)| match known(column) {
            Some(field) => {
                Suggestion { column: column.clone(), field: Some(field), confidence: BY_HEADING, why: Why::Heading }
            }
            None => customer(column, name),
        })
        .collect();
    for suggestion in &mut suggestions {
        let twice =
            suggestion.field.as_ref().is_some_and(|field| !field.is_repeatable() && !taken.insert(field.clone()));
        if twice {
            let column = suggestion.column.clone();
            *suggestion = Suggestion { column, field: None, confidence: 0, why: Why::FieldTaken };
        }
    }
    suggestions
}

/// A column about the customer, known by its heading; cells alone say too little beside so many other numbers and words.
fn customer(column: &str, found: Suggestion) -> Suggestion {
    let by_heading = matches!(
        look_up(column),
        Some((Meaning::Field(_) | Meaning::PersonOrCompany | Meaning::NameOrContact, Match::Whole | Match::Part))
    );
    let field = found.field.filter(|field| by_heading && field.is_of_orders());
    match field {
        Some(field) => Suggestion { column: column.to_owned(), field: Some(field), ..found },
        None => Suggestion { column: column.to_owned(), field: None, confidence: 0, why: Why::NothingKnown },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(columns: &[&str]) -> Vec<Option<ImportField>> {
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        suggest_orders(&columns, &[]).into_iter().map(|suggestion| suggestion.field).collect()
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut seen = HashMap::new();
        for (field, words) in WORDS {
            for word in words.split_whitespace() {
                let other = seen.insert(fold(word), field);
                assert!(other.is_none_or(|other| other == field), "{word} stands twice");
            }
        }
    }

    #[test]
    fn an_export_of_an_order_system_is_known_by_its_headings() {
        assert_eq!(
            fields(&[
                "单据编号",
                "单据日期",
                "客户编码",
                "客户名称",
                "联系电话",
                "存货编码",
                "数量",
                "价税合计",
                "毛利",
                "备注"
            ]),
            [OrderNumber, OrderDate, ExternalId, Name, Phone, Sku, Quantity, Amount, Margin, Notes].map(Some)
        );
        assert_eq!(
            fields(&[
                "InvoiceNo",
                "StockCode",
                "Description",
                "Quantity",
                "InvoiceDate",
                "UnitPrice",
                "CustomerID",
                "Country"
            ]),
            [
                Some(OrderNumber),
                Some(Sku),
                Some(ProductName),
                Some(Quantity),
                Some(OrderDate),
                Some(UnitPrice),
                Some(ExternalId),
                None
            ]
        );
    }
}
