// A list as people really have it: a title above the header, GB18030, full-width digits, prefixes, two phones in one
// cell, a blank line, the same person twice, a row without anything to reach, and a total at the end.

import { encode } from 'iconv-lite';

const SURNAMES = ['张', '王', '李', '赵', '陈', '刘', '杨', '黄', '周', '吴'];
const GIVEN = ['志远', '文博', '雪梅', '建国', '海燕', '晓峰'];

function fullWidth(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function phone(at: number, salt: number): string {
  const digits = `139${String(10_000_000 + salt * 1000 + at * 37).slice(-8)}`;
  return [digits, fullWidth(digits), `+86 ${digits}`, `0086${digits}`][at % 4] ?? digits;
}

export interface MessyList { name: string; file: Buffer; people: number }

/** `salt` keeps two lists of one test run apart: their people have other numbers. */
export function messyList(salt: number, people = 40): MessyList {
  const lines = [`华东工业展参展商名单（第${salt}批）,,,,`, '姓名,手机号码,工作单位,职务,需求'];
  const person = (at: number) => {
    const name = (SURNAMES[at % 10] ?? '') + (GIVEN[at % 6] ?? '') + (at % 3 === 0 ? '先生' : '');
    return `${name},${phone(at, salt)},上海${salt}第${at}元器件有限公司,采购经理,寻找新的供应商`;
  };
  for (let at = 0; at < people; at += 1) {
    lines.push(person(at));
    if (at === 10) lines.push(',,,,');
  }
  lines.push(person(0), `合计,,${people},,`);
  return { name: `展会名单${salt}.csv`, file: encode(`${lines.join('\r\n')}\r\n`, 'gb18030'), people };
}
