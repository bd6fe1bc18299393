//! Lists as sales teams have them, from the file to mapped values.

use tables::ImportField::{self, *};
use tables::{Entry, Mapping, Subject, suggest};

use crate::{ListFile, codes, gb18030, summary};

/// Exported by an old system in GB18030, then kept by hand: title, header in two rows, full-width digits, two phones in one
/// cell, titles in names, blank lines, the header again on the second page, totals and who made it.
const DISTRIBUTORS: &str = "\
华东区经销商名单（内部资料）,,,,,,
基本信息,,联系方式,,,合作情况,
客户名称,联系人,手机,电话,地址,年采购额,备注
上海元器件分销有限公司,张三经理,１３８００１３８０００,021-55551234,上海市浦东新区张江路１号,\"1,200,000\",老客户
杭州朗讯科技（集团）有限公司,李四（采购）,+86 139-0013-9000/13700137000,,杭州市西湖区文三路20号,350000,\"对价格敏感,
下月再谈\"

苏州市顺达五金商行,王老板,008613600136000,0512-65432100,苏州市姑苏区人民路3号,,
客户名称,联系人,手机,电话,地址,年采购额,备注
南京金陵酒店,赵女士,13500135000,025-84567890,南京市鼓楼区中山路88号,98000,\"需要发票
宁波海通物流有限公司,孙总,13400134000,0574-87654321,宁波市海曙区,56000,
合计,,,,,1704000,
制表人：周敏,,,,审核：吴刚,,
";

fn values_of(file: &ListFile) -> Vec<Vec<(ImportField, String)>> {
    let detection = file.detect();
    let columns = &detection.format.columns;
    let mapping = Mapping::from_suggestions(&suggest(columns, &detection.samples));
    assert_eq!(mapping.check(columns), []);
    let bound = mapping.bind(columns).unwrap();
    let rows = file.rows();
    rows.iter()
        .map(|row| bound.values(&row.cells).map(|(field, cell)| (field.clone(), cell.to_owned())).collect())
        .collect()
}

#[test]
fn a_list_of_organisations_in_gb18030_is_read_and_mapped() {
    let file = ListFile::new(gb18030(DISTRIBUTORS));
    assert_eq!(codes(&file.detect()), ["title_skipped", "header_joined"]);
    let states: Vec<String> =
        summary(&file.read()).into_iter().map(|line| line.split('|').next().unwrap().to_owned()).collect();
    assert_eq!(
        states,
        [
            "4: 上海元器件分销有限公司",
            "5: 杭州朗讯科技（集团）有限公司",
            "7- blank",
            "8: 苏州市顺达五金商行",
            "9- repeated_header",
            "10! quote_left_open",
            "11: 宁波海通物流有限公司",
            "12- total",
            "13- footnote",
        ]
    );
    let values = values_of(&file);
    let value =
        |row: usize, field: ImportField| values[row].iter().find(|(of, _)| *of == field).map(|(_, cell)| cell.as_str());
    assert_eq!(value(0, Company), Some("上海元器件分销有限公司"));
    assert_eq!(value(0, ContactName), Some("张三经理"));
    assert_eq!(value(0, Mobile), Some("１３８００１３８０００"));
    assert_eq!(value(1, Mobile), Some("+86 139-0013-9000/13700137000"));
    assert_eq!(value(1, Notes), Some("对价格敏感,\n下月再谈"));
    assert_eq!(value(2, Phone), Some("0512-65432100"));
}

#[test]
fn a_file_of_figures_about_nobody_is_read_whole_and_identifies_nobody() {
    let mut text = "\"age\";\"job\";\"marital\";\"education\";\"balance\";\"contact\";\"y\"\n".to_owned();
    for row in 0..300 {
        let contact = ["cellular", "telephone", "unknown"][row % 3];
        text.push_str(&format!(
            "{};\"technician\";\"single\";\"secondary\";{};\"{contact}\";\"no\"\n",
            20 + row % 50,
            row * 7
        ));
    }
    let file = ListFile::new(text);
    let detection = file.detect();
    assert_eq!(codes(&detection), Vec::<&str>::new());
    let entries = file.read();
    assert_eq!(entries.len(), 300);
    assert!(entries.iter().all(|entry| matches!(entry, Entry::Row(row) if row.cells.len() == 7)));
    let columns = &detection.format.columns;
    let mapping = Mapping::from_suggestions(&suggest(columns, &detection.samples));
    assert_eq!(mapping.check(columns).len(), 1);
}

#[test]
fn a_foreign_list_with_blanks_after_commas_is_read_and_mapped() {
    let file = ListFile::new(
        "rec_id, given_name, surname, street_number, suburb, state, date_of_birth, soc_sec_id\n\
         rec-223-org, , waller, 6, willaston, nsw, 19151111, 1081898\n\
         rec-122-org, lachlan, berry, 69, giralang, , 19990219, 7364009\n",
    );
    let values = values_of(&file);
    assert_eq!(values[0][..2], [(ExternalId, "rec-223-org".to_owned()), (FamilyName, "waller".to_owned())]);
    assert_eq!(values[1].len(), 7);
}

/// Exported by a system for customers in GB18030, with a title above and a total below.
const DEALS: &str = "\
2026年商机台账,,,,,,
商机编号,商机名称,客户名称,预计金额（万元）,销售阶段,预计成交日期,负责人
SJ-2026-001,空压机改造,上海元器件分销有限公司,80.5,方案报价,2026-06-30,张三
SJ-2026-002,冷却塔,杭州朗讯科技有限公司,30,赢单,2026-02-01,李四
合计,,,110.5,,,
";

#[test]
fn a_file_of_deals_in_gb18030_is_read_and_mapped_with_the_unit_of_its_amounts() {
    let file = ListFile::new(gb18030(DEALS));
    let detection = file.detect();
    assert_eq!(codes(&detection), ["title_skipped"]);
    let columns = &detection.format.columns;
    let mapping = Mapping::from_suggestions(&Subject::Deals.suggest(columns, &detection.samples));
    assert_eq!(mapping.check_for(Subject::Deals), None);
    let fields: Vec<ImportField> = mapping.assignments().iter().map(|pair| pair.field.clone()).collect();
    assert_eq!(fields, [DealNumber, DealName, Company, Amount, DealStage, ExpectedOn, OwnerEmail]);
    let bound = mapping.bind(columns).unwrap();
    assert_eq!((bound.unit(&Amount), bound.unit(&DealName)), (10_000, 1));
    assert_eq!(file.rows().len(), 2);
}

#[test]
fn exports_of_deals_from_well_known_systems_are_mapped_by_their_headings() {
    let mapped = |columns: &[&str]| -> Vec<(String, ImportField)> {
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let mapping = Mapping::from_suggestions(&Subject::Deals.suggest(&columns, &[]));
        assert_eq!(mapping.check_for(Subject::Deals), None, "{columns:?}");
        mapping.assignments().iter().map(|pair| (pair.column.clone(), pair.field.clone())).collect()
    };
    let salesforce = [
        "Opportunity Owner",
        "Account Name",
        "Opportunity Name",
        "Stage",
        "Close Date",
        "Amount",
        "Created Date",
        "Next Step",
        "Lead Source",
    ];
    let fields: Vec<ImportField> = mapped(&salesforce).into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, [OwnerEmail, Company, DealName, DealStage, ClosingOn, Amount, OpenedOn, NextStep, Source]);
    let hubspot = [
        "Record ID",
        "Deal Name",
        "Deal Stage",
        "Close Date",
        "Deal owner",
        "Amount",
        "Create Date",
        "Associated Company",
        "Closed Lost Reason",
    ];
    let fields: Vec<ImportField> = mapped(&hubspot).into_iter().map(|(_, field)| field).collect();
    assert_eq!(
        fields,
        [DealNumber, DealName, DealStage, ClosingOn, OwnerEmail, Amount, OpenedOn, Company, BuyerReason]
    );
}
