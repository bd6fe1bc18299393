//! The page of the person's own copy: plain HTML that opens anywhere, without scripts or anything from elsewhere.

use std::fmt::Write;

use method::{Timestamp, coded::Language, labels::Label};

use super::copy::{Column, Section};

const STYLE: &str = "body{font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;\
    max-width:60rem;margin:2rem auto;padding:0 1rem;color:#15211f}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}\
    table{border-collapse:collapse;width:100%}th,td{border:1px solid #c3cbc9;padding:.3rem .6rem;text-align:left;\
    vertical-align:top;overflow-wrap:anywhere}th{background:#f0f3f3}p{color:#566461}";

/// Sections with something in them, each as a table.
pub(super) fn page(sections: &[Section], labels: &[Label], language: Language, now: Timestamp) -> String {
    let zh = language == Language::Zh;
    let (tag, title) =
        if zh { ("zh-CN", "我们保存的您的个人信息") } else { ("en", "The data we keep about you") };
    let as_of = if zh { format!("截至 {now}") } else { format!("as of {now}") };
    let mut html = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><h1>{title}</h1><p>{as_of}</p>"
    );
    for section in sections.iter().filter(|section| !section.rows.is_empty()) {
        let heads = section.columns.iter().map(|column| if zh { column.zh } else { column.en });
        let heads: String = heads.map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
        let name = if zh { section.zh } else { section.en };
        // writing to a string cannot fail
        let _ = write!(html, "<h2>{name}</h2><table><thead><tr>{heads}</tr></thead><tbody>");
        for row in &section.rows {
            let cells = section.columns.iter().zip(row).map(|(column, value)| worded(column, value, labels, language));
            let cells: String = cells.map(|cell| format!("<td>{}</td>", escaped(&cell))).collect();
            let _ = write!(html, "<tr>{cells}</tr>");
        }
        html.push_str("</tbody></table>");
    }
    html.push_str("</body></html>");
    html
}

/// A code in the reader's language; what has no wording stays as it is.
fn worded(column: &Column, value: &str, labels: &[Label], language: Language) -> String {
    let yes = match (value, language) {
        ("yes", Language::Zh) => Some("是"),
        ("no", Language::Zh) => Some("否"),
        _ => None,
    };
    let dotted = column.words.map(|set| format!("{set}.{value}"));
    let label = labels.iter().find(|label| Some(&label.code) == dotted.as_ref() || label.code == value);
    let label = label.map(|label| if language == Language::Zh { label.zh } else { label.en });
    label.or(yes).unwrap_or(value).to_owned()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_cannot_become_markup() {
        assert_eq!(
            escaped("<img src=x onerror='a'> & \"b\""),
            "&lt;img src=x onerror=&#39;a&#39;&gt; &amp; &quot;b&quot;"
        );
    }
}
