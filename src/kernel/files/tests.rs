use std::path::PathBuf;
use std::sync::Mutex;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};

use super::*;
use crate::kernel::ids::SystemSource;
use crate::kernel::keys::Keys;
use sealed::CHUNK;

const TENANT: Uuid = Uuid::from_u128(0xacade);
const FILE: Uuid = Uuid::from_u128(0xf11e);

fn random() -> Arc<dyn Random> {
    Arc::new(SystemSource::default())
}

fn key(tenant: Uuid) -> Arc<TenantKey> {
    let keys = Keys::new([5; 32], random()).unwrap();
    keys.tenant_key(tenant, &keys.new_tenant_key(tenant).unwrap()).unwrap()
}

struct Local {
    files: Files,
    key: Arc<TenantKey>,
    folder: tempfile::TempDir,
}

impl Local {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { files: Files::local(folder.path(), random()).unwrap(), key: key(TENANT), folder }
    }

    fn stored(&self, id: Uuid) -> PathBuf {
        self.folder.path().join(format!("t/{TENANT}/{id}"))
    }

    fn lying_around(&self) -> Vec<PathBuf> {
        let found = walkdir::WalkDir::new(self.folder.path()).into_iter().map(Result::unwrap);
        found.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
    }

    async fn get(&self) -> Result<Vec<u8>, Error> {
        self.files.get(&self.key, TENANT, FILE).await
    }
}

fn text(length: usize) -> Vec<u8> {
    (0..length).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect()
}

#[tokio::test]
async fn files_of_every_length_come_back_as_they_were() {
    let local = Local::new();
    for length in
        [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5, LOCAL_PART - 40, LOCAL_PART, 3 * LOCAL_PART + 17]
    {
        let text = text(length);
        let stored = local.files.put(&local.key, TENANT, FILE, &text).await.unwrap();
        assert_eq!(stored.size, length as u64);
        assert_eq!(stored.sha256_hex(), crate::kernel::ids::sha256_hex(&text));
        assert!(local.get().await.unwrap() == text, "{length}");
        assert_eq!(local.lying_around().len(), 1);
    }
}

#[tokio::test]
async fn pieces_of_any_size_make_the_same_file() {
    let local = Local::new();
    let text = text(5 * CHUNK + 123);
    for piece in [1000, CHUNK, CHUNK + 1, 300_000] {
        let mut writer = local.files.writer(&local.key, TENANT, FILE).unwrap();
        for part in text.chunks(piece) {
            writer.write(part).await.unwrap();
        }
        writer.finish().await.unwrap();
        assert!(local.get().await.unwrap() == text);
    }
}

#[tokio::test]
async fn nothing_of_the_text_lies_on_the_disk() {
    let local = Local::new();
    local.files.put(&local.key, TENANT, FILE, b"Ana Kovac, born 1990").await.unwrap();
    let stored = std::fs::read(local.stored(FILE)).unwrap();
    assert!(!stored.windows(5).any(|window| window == b"Kovac"));
}

#[tokio::test]
async fn an_unfinished_file_is_not_there_and_leaves_nothing() {
    let local = Local::new();
    let mut given_up = local.files.writer(&local.key, TENANT, FILE).unwrap();
    given_up.write(&text(3 * LOCAL_PART)).await.unwrap();
    assert!(matches!(local.get().await, Err(Error::NotFound)), "not readable before its end");
    given_up.abort().await.unwrap();
    assert!(local.lying_around().is_empty());

    let mut dropped = local.files.writer(&local.key, TENANT, FILE).unwrap();
    dropped.write(&text(3 * LOCAL_PART)).await.unwrap();
    drop(dropped);
    for _ in 0..1000 {
        if local.lying_around().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    assert!(local.lying_around().is_empty());
    assert!(matches!(local.get().await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_file_that_is_replaced_half_way_stays_the_old_one() {
    let local = Local::new();
    local.files.put(&local.key, TENANT, FILE, b"old").await.unwrap();
    let mut writer = local.files.writer(&local.key, TENANT, FILE).unwrap();
    writer.write(&text(3 * LOCAL_PART)).await.unwrap();
    assert_eq!(local.get().await.unwrap(), b"old");
    writer.finish().await.unwrap();
    assert_eq!(local.get().await.unwrap().len(), 3 * LOCAL_PART);
}

#[tokio::test]
async fn a_cut_reordered_or_altered_file_does_not_open() {
    let local = Local::new();
    local.files.put(&local.key, TENANT, FILE, &text(3 * CHUNK)).await.unwrap();
    let whole = std::fs::read(local.stored(FILE)).unwrap();
    let sealed_chunk = CHUNK + 16;
    let head = whole.len() - 3 * sealed_chunk;
    let chunk = |n: usize| whole[head + n * sealed_chunk..head + (n + 1) * sealed_chunk].to_vec();
    let of = |chunks: &[usize]| [whole[..head].to_vec(), chunks.iter().flat_map(|n| chunk(*n)).collect()].concat();
    assert!(of(&[0, 1, 2]) == whole);
    let mut wrong = vec![
        of(&[1, 0, 2]),
        of(&[0, 2, 1]),
        of(&[0, 1]),
        of(&[0, 2]),
        of(&[0]),
        of(&[2]),
        of(&[]),
        of(&[0, 1, 2, 2]),
        of(&[0, 0, 1, 2]),
        Vec::new(),
        [whole.clone(), vec![0]].concat(),
    ];
    wrong.extend([1, head - 1, head, head + 10, whole.len() - 1].map(|length| whole[..length].to_vec()));
    wrong.extend([0, 1, head - 1, head, head + sealed_chunk - 1, whole.len() - 1].map(|at| {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        altered
    }));
    for (n, stored) in wrong.into_iter().enumerate() {
        std::fs::write(local.stored(FILE), stored).unwrap();
        assert!(matches!(local.get().await, Err(Error::Internal(_))), "case {n}");
    }
    std::fs::write(local.stored(FILE), whole).unwrap();
    assert!(local.get().await.is_ok());
}

#[tokio::test]
async fn a_file_opens_only_under_its_own_name_and_key() {
    let local = Local::new();
    let other = Uuid::from_u128(0x07be);
    local.files.put(&local.key, TENANT, FILE, b"mine").await.unwrap();
    std::fs::copy(local.stored(FILE), local.stored(other)).unwrap();
    assert!(matches!(local.files.get(&local.key, TENANT, other).await, Err(Error::Internal(_))));
    assert!(matches!(local.files.get(&key(TENANT), TENANT, FILE).await, Err(Error::Internal(_))));

    let elsewhere = local.folder.path().join(format!("t/{other}/{FILE}"));
    std::fs::create_dir_all(elsewhere.parent().unwrap()).unwrap();
    std::fs::copy(local.stored(FILE), elsewhere).unwrap();
    assert!(matches!(local.files.get(&local.key, other, FILE).await, Err(Error::Internal(_))));
}

#[tokio::test]
async fn chunks_of_two_writings_of_one_file_do_not_mix() {
    let local = Local::new();
    let mut versions = Vec::new();
    for fill in [1, 2] {
        local.files.put(&local.key, TENANT, FILE, &vec![fill; 2 * CHUNK]).await.unwrap();
        versions.push(std::fs::read(local.stored(FILE)).unwrap());
    }
    let half = versions[0].len() - CHUNK - 16;
    std::fs::write(local.stored(FILE), [&versions[0][..half], &versions[1][half..]].concat()).unwrap();
    assert!(local.get().await.is_err());
}

#[tokio::test]
async fn a_deleted_file_is_gone_and_deleting_twice_is_no_error() {
    let local = Local::new();
    local.files.put(&local.key, TENANT, FILE, b"x").await.unwrap();
    local.files.delete(TENANT, FILE).await.unwrap();
    local.files.delete(TENANT, FILE).await.unwrap();
    assert!(matches!(local.get().await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_stream_holds_a_chunk_and_not_the_file() {
    let local = Local::new();
    local.files.put(&local.key, TENANT, FILE, &text(40 * CHUNK)).await.unwrap();
    let mut stream = local.files.stream(&local.key, TENANT, FILE).await.unwrap();
    let (mut pieces, mut length) = (0, 0);
    while let Some(piece) = stream.next().await {
        let piece = piece.unwrap();
        assert!(piece.len() <= 2 * CHUNK, "{}", piece.len());
        (pieces, length) = (pieces + 1, length + piece.len());
    }
    assert!(pieces >= 20 && length == 40 * CHUNK, "{pieces} {length}");
}

/// As much of an object store as the code uses: objects, and uploads in parts.
#[derive(Default)]
struct Stub {
    objects: Mutex<std::collections::BTreeMap<String, Vec<u8>>>,
    parts: Mutex<std::collections::BTreeMap<u32, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

async fn answer(stub: web::Data<Stub>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let (path, query) = (request.path().to_owned(), request.query_string().to_owned());
    stub.asked.lock().unwrap().push(format!("{} {path}?{query}", request.method()));
    let signed =
        request.headers().get("authorization").is_some_and(|value| value.to_str().unwrap().starts_with("AWS4-HMAC-SHA256"));
    assert!(signed && path.starts_with("/vault/t/"), "{path}");
    let xml =
        |name: &str, inside: &str| HttpResponse::Ok().content_type("application/xml").body(format!("<{name}>{inside}</{name}>"));
    let part = query.split('&').find_map(|pair| pair.strip_prefix("partNumber=")).map(|number| number.parse().unwrap());
    match (request.method().as_str(), part) {
        ("POST", _) if query.starts_with("uploads") => xml("InitiateMultipartUploadResult", "<UploadId>u1</UploadId>"),
        ("PUT", Some(number)) => {
            stub.parts.lock().unwrap().insert(number, body.to_vec());
            HttpResponse::Ok().insert_header(("ETag", format!("\"{number}\""))).finish()
        }
        ("POST", _) => {
            let parts = std::mem::take(&mut *stub.parts.lock().unwrap());
            stub.objects.lock().unwrap().insert(path, parts.into_values().flatten().collect());
            xml("CompleteMultipartUploadResult", "<ETag>\"e\"</ETag>")
        }
        ("DELETE", _) if query.contains("uploadId") => {
            stub.parts.lock().unwrap().clear();
            HttpResponse::NoContent().finish()
        }
        ("DELETE", _) => {
            stub.objects.lock().unwrap().remove(&path);
            HttpResponse::NoContent().finish()
        }
        ("PUT", None) => {
            stub.objects.lock().unwrap().insert(path, body.to_vec());
            HttpResponse::Ok().insert_header(("ETag", "\"e\"")).finish()
        }
        ("GET", _) => match stub.objects.lock().unwrap().get(&path) {
            Some(object) => {
                let mut response = HttpResponse::Ok();
                response.insert_header(("ETag", "\"e\"")).insert_header(("Last-Modified", "Fri, 15 Jan 2027 08:00:00 GMT"));
                response.body(object.clone())
            }
            None => HttpResponse::NotFound().finish(),
        },
        other => panic!("{other:?}"),
    }
}

async fn remote() -> (Files, web::Data<Stub>) {
    let stub = web::Data::new(Stub::default());
    let data = stub.clone();
    let app = move || {
        let limit = web::PayloadConfig::new(64 * 1024 * 1024);
        App::new().app_data(data.clone()).app_data(limit).default_service(web::to(answer))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let endpoint = format!("http://{}/", server.addrs()[0]);
    actix_web::rt::spawn(server.run());
    let settings = S3 {
        endpoint: Some(endpoint),
        bucket: "vault".into(),
        region: "eu-central-1".into(),
        access_key: "id".into(),
        secret_key: "hidden".into(),
    };
    assert!(!format!("{settings:?}").contains("hidden"));
    (Files::s3(&settings, random()).unwrap(), stub)
}

#[actix_web::test]
async fn an_object_store_keeps_small_and_large_files() {
    let (files, stub) = remote().await;
    let key = key(TENANT);
    for length in [0, 100_000, 2 * REMOTE_PART + 100_000] {
        let text = text(length);
        assert_eq!(files.put(&key, TENANT, FILE, &text).await.unwrap().size, length as u64);
        assert!(files.get(&key, TENANT, FILE).await.unwrap() == text, "{length}");
    }
    let asked = stub.asked.lock().unwrap().join("\n");
    assert_eq!(asked.matches("partNumber=").count(), 3, "{asked}");
    files.delete(TENANT, FILE).await.unwrap();
    assert!(stub.objects.lock().unwrap().is_empty());
    assert!(matches!(files.get(&key, TENANT, FILE).await, Err(Error::NotFound)));
}

#[actix_web::test]
async fn an_unfinished_file_leaves_no_parts_in_the_object_store() {
    let (files, stub) = remote().await;
    let mut writer = files.writer(&key(TENANT), TENANT, FILE).unwrap();
    writer.write(&text(REMOTE_PART + CHUNK)).await.unwrap();
    assert_eq!(stub.parts.lock().unwrap().len(), 1);
    writer.abort().await.unwrap();
    assert!(stub.parts.lock().unwrap().is_empty() && stub.objects.lock().unwrap().is_empty());
}
