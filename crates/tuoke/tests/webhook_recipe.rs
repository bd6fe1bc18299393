//! The examples of docs/recipes/receive-a-webhook.md tell genuine deliveries from others. Programs that are not installed
//! are not asked.

use std::{
    path::Path,
    process::{Command, Stdio},
};

/// The example that implementations of the specification share.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const HEADERS: &str = r#"{"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}"#;
const BODY: &str = r#"{"test": 2432232314}"#;

fn example(language: &str) -> String {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/recipes/receive-a-webhook.md");
    let text = std::fs::read_to_string(recipe).unwrap();
    let begun = text.split(&format!("```{language}\n")).nth(1).expect("the example");
    begun.split("```").next().unwrap().to_owned()
}

/// What the program prints; none where there is no such program.
fn told(program: &str, arguments: &[&str]) -> Option<String> {
    let present = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !present.is_ok_and(|status| status.success()) {
        return None;
    }
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

const EXPECTED: &str = "true false false";

#[test]
fn the_example_in_python() {
    let code = format!(
        "{}\nimport json\nh = json.loads('''{HEADERS}''')\nb, s = b'{BODY}', '{SECRET}'\n\
         found = [is_genuine(h, b, s, 1614265400), is_genuine(h, b + b' ', s, 1614265400), is_genuine(h, b, s, 1614269999)]\n\
         print(*[str(one).lower() for one in found])",
        example("python")
    );
    assert!(told("python3", &["-c", &code]).is_none_or(|found| found == EXPECTED));
}

#[test]
fn the_example_in_javascript() {
    let code = format!(
        "{}\nconst h = {HEADERS}, b = '{BODY}', s = '{SECRET}';\n\
         console.log(isGenuine(h, b, s, 1614265400), isGenuine(h, b + ' ', s, 1614265400), isGenuine(h, b, s, 1614269999));",
        example("javascript")
    );
    assert!(told("node", &["--input-type=module", "-e", &code]).is_none_or(|found| found == EXPECTED));
}
