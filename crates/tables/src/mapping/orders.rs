//! Files of orders: what their headings mean.

use std::sync::LazyLock;

use super::field::ImportField::{self, *};
use super::headings::Headings;
use super::subject::Subject;
use super::suggest::Suggestion;

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

static HEADINGS: LazyLock<Headings> = LazyLock::new(|| Headings::of(Subject::Orders, WORDS));

/// Whether a cell is a heading of a file of orders.
pub(super) fn knows(cell: &str) -> bool {
    HEADINGS.known(cell).is_some()
}

/// The same for a file of orders as [`suggest`](super::suggest()) for a list of names: one suggestion for each column.
pub(super) fn suggest_orders(columns: &[String], samples: &[Vec<String>]) -> Vec<Suggestion> {
    HEADINGS.suggest(columns, samples)
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
        super::super::headings::no_word_stands_twice(WORDS);
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
