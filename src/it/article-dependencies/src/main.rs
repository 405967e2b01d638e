fn main() {
    let database = rusqlite::Connection::open_in_memory().unwrap();
    let answer: i64 = database
        .query_row("SELECT 6 * 7", [], |row| row.get(0))
        .unwrap();
    println!("SQLite says {answer}");

    let hash = openssl::hash::hash(openssl::hash::MessageDigest::sha256(), b"").unwrap();
    println!("OpenSSL says {:02x}{:02x}", hash[0], hash[1]);

    let refused = reqwest::blocking::Client::builder()
        .use_rustls_tls()
        .build()
        .unwrap()
        .get("https://127.0.0.1:9")
        .send()
        .unwrap_err();
    println!("reqwest cannot connect: {}", refused.is_connect());
}
