// Words for what the reading of files finds: fields, notes about a file, and why a row needs a look.
export const importCodes = {
  import_field: {
    name: '姓名或名称', family_name: '姓', given_name: '名', kind: '类型（个人或单位）', external_id: '原系统编号', phone: '电话', mobile: '手机',
    landline: '座机', email: '邮箱', wechat: '微信', company: '单位名称', contact_name: '联系人', department: '部门', position: '职务', gender: '性别',
    birth_date: '出生日期', age: '年龄', identity_number: '证件号码', address: '地址', home_address: '家庭地址', work_address: '单位地址',
    province: '省', city: '市', district: '区县', street_number: '门牌号', street: '街道', suburb: '片区', postcode: '邮编', country: '国家',
    industry: '行业', size: '规模', founded_on: '成立日期', website: '网站', current_suppliers: '现有供应商', competitors_products: '在用的竞品',
    education: '学历', income: '收入', income_highest: '可达到的最高收入', plans: '计划', family: '家庭', interests: '兴趣', temperament: '性格',
    holdings: '已有产品', introducer: '介绍人', relation_group: '关系圈', market: '市场', method: '开拓方法', source: '来源', need: '需求', notes: '备注',
    tags: '标签', able_to_pay: '有经济能力', has_need: '有需求', decides: '有决定权', easy_to_approach: '容易接近', eligible: '符合条件', aware: '了解用途',
    responsible: '有责任心', owner_email: '负责人邮箱', ignore: '不导入',
  } as Record<string, string>,
  import_note: {
    encoding_guessed: '编码是推测的，请看预览是否有乱码', lines_not_in_encoding: '有些行不是这个编码，导入时会逐行说明', delimiter_guessed: '分隔符是推测的，请看列是否对齐',
    one_column: '没有找到分隔符，只有一列', no_header: '没有表头，各列以序号命名', header_guessed: '表头是推测的，请核对是哪一行', title_skipped: '表头上方的标题行已略过',
    header_joined: '几行合并成了一个表头', no_rows: '表头下面没有数据', several_sheets: '工作簿里有多张表，当前读取', short_rows_padded: '有些行比表头短，缺的部分按空白处理',
    digits_lost: '这一列的数字丢了位数：请在原文件中设为文本格式', scientific_numbers: '这一列的数字是科学计数，位数已丢：请在原文件中设为文本格式',
  } as Record<string, string>,
  import_why: {
    heading: '按列名', heading_and_cells: '按列名和内容', heading_against_cells: '列名与内容不符', cells: '按内容', nothing_known: '认不出', field_taken: '这一项已有别的列',
    chosen: '人工选定',
  } as Record<string, string>,
  import_reason: {
    asked_not_to_be_contacted: '本人要求过不再联系，已标记',
    already_on_file: '已有这份档案', held_for_review: '与已有档案相似，待核对', not_yours: '已有档案不归您负责，没有改动', name_missing: '没有姓名或名称',
    owner_unknown: '负责人邮箱对不上人', market_unknown: '不认识的市场', relation_group_unknown: '不认识的关系圈', method_unknown: '不认识的开拓方法', answer_unknown: '不是「是、否、未知」',
    quote_left_open: '引号没有结束', text_after_quote: '引号后面还有文字', not_in_encoding: '不是这个编码', mixed_encoding: '一行里混有两种编码',
    too_many_cells: '格子比表头多', too_few_cells: '格子比表头少', row_too_long: '这一行太长', row_unreadable: '读不出这一行',
    phone_empty: '没有号码', phone_no_digits: '没有数字', phone_too_short: '号码太短', phone_too_long: '号码太长', phone_missing_area_code: '缺少区号', phone_masked: '号码被遮住了',
    phone_scientific_notation: '号码是科学计数，位数已丢', phone_unexpected_text: '号码里有文字', phone_not_in_use: '号段不存在', phone_unknown_region: '不认识的国家或地区',
    email_empty: '没有邮箱', email_no_at: '邮箱缺少 @', email_several_ats: '邮箱有多个 @', email_local_part: '邮箱前半部分不对', email_domain: '邮箱域名不对',
    date_empty: '没有日期', date_unreadable: '读不出日期', date_no_such_day: '没有这一天', date_ambiguous: '日期有两种读法', date_two_digit_year: '年份只有两位',
    date_year_out_of_range: '年份不合理', identity_empty: '没有证件号码', identity_length: '证件号码位数不对', identity_character: '证件号码有不该有的字符',
    identity_province: '证件号码的地区不存在', identity_birth_date: '证件号码里的生日不对', identity_checksum: '证件号码校验不符', identity_masked: '证件号码被遮住了',
    identity_scientific_notation: '证件号码是科学计数，位数已丢', money_empty: '没有金额', money_unreadable: '读不出金额', money_too_large: '金额太大', money_reversed: '金额区间前后颠倒',
  } as Record<string, string>,
  file_problem: {
    file_unreadable: '读不出这个文件，请重新导出', file_empty: '文件是空的，请重新导出', file_not_a_table: '这不是表格，请另存为 CSV 或 XLSX',
    file_encrypted: '文件有密码，请去掉密码后另存', workbook_broken: '工作簿已损坏，请用 Excel 打开后另存', workbook_too_large: '工作簿解开后太大，请另存为 CSV',
    sheet_missing: '没有这张工作表', too_many_columns: '列数太多，请删掉用不到的列', header_row_missing: '开头没有这一行，请选更靠前的表头', format_changed: '文件与分析时不同了，请重新上传',
  } as Record<string, string>,
};
