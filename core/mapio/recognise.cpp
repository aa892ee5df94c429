#include "core/mapio/recognise.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace vitrine {
namespace {

using Bytes = std::span<const unsigned char>;

struct Signature {
  std::string_view magic;
  const char* kind;
  const char* remedy;
};

using namespace std::string_view_literals;
constexpr std::array kSignatures{
    Signature{"II*\0"sv, "a TIFF image", "Convert it to MRC, for example with IMOD's tif2mrc."},
    Signature{"MM\0*"sv, "a TIFF image", "Convert it to MRC, for example with IMOD's tif2mrc."},
    Signature{"II+\0"sv, "a BigTIFF image", "Convert it to MRC, for example with IMOD's tif2mrc."},
    Signature{"MM\0+"sv, "a BigTIFF image", "Convert it to MRC, for example with IMOD's tif2mrc."},
    Signature{"\x89HDF\r\n\x1A\n"sv, "an HDF5 file (EMAN2 .hdf, ChimeraX .cmap)",
              "Convert it to MRC: e2proc3d.py in.hdf out.mrc, or save the map as MRC in ChimeraX."},
    Signature{"\x93NUMPY"sv, "a NumPy file (cryoSPARC .cs)", "Open the .mrc files that it names."},
    Signature{"\xFD"
              "7zXZ\0"sv,
              "an xz-compressed file", "Unpack it with xz -d."},
    Signature{"PK\x03\x04"sv, "a zip archive", "Unpack it with unzip."},
    Signature{"\x04\x22\x4D\x18"sv, "an LZ4-compressed file", "Unpack it with lz4 -d."},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", "Unpack it with 7z x."},
    Signature{"\x1F\x9D"sv, "a file compressed by compress (.Z)", "Unpack it with gzip -d."},
    Signature{"\x1F\x8B"sv, "a gzip-compressed file", "Unpack it with gzip -d."},
    Signature{"BZh"sv, "a bzip2-compressed file", "Unpack it with bzip2 -d."},
    Signature{"\x28\xB5\x2F\xFD"sv, "a zstd-compressed file", "Unpack it with zstd -d."},
    Signature{"\x89PNG\r\n\x1A\n"sv, "a PNG picture", ""},
    Signature{"\xFF\xD8\xFF"sv, "a JPEG picture", ""},
    Signature{"%PDF-"sv, "a PDF document", ""},
    Signature{"MTZ "sv, "an MTZ reflection file", "Compute a map from it, for example with CCP4's fft."},
    Signature{"\x7F"
              "ELF"sv,
              "a program", ""},
};

bool startsWith(Bytes bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](char m, unsigned char c) { return static_cast<unsigned char>(m) == c; });
}

double realWord(Bytes bytes, std::size_t word, bool little) {  // words counted from 1
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) bits |= std::uint32_t{bytes[4 * (word - 1) + i]} << (8 * (little ? i : 3 - i));
  return std::bit_cast<float>(bits);
}

/// SPIDER: a header of floats. 1 NZ, 2 NY, 5 IFORM (3: volume), 12 NX, 13 LABREC, 22 LABBYT, 23 LENBYT, where
/// LENBYT = 4 NX and LABBYT = LABREC * LENBYT.
bool looksLikeSpider(Bytes bytes) {
  if (bytes.size() < 256) return false;
  for (const bool little : {true, false}) {
    const auto isCount = [&](std::size_t word) {
      const double v = realWord(bytes, word, little);
      return v >= 1 && v <= 1e9 && v == std::floor(v);
    };
    const double nx = realWord(bytes, 12, little), labrec = realWord(bytes, 13, little);
    const double labbyt = realWord(bytes, 22, little), lenbyt = realWord(bytes, 23, little);
    const double form = realWord(bytes, 5, little);
    if (isCount(1) && isCount(2) && isCount(12) && isCount(13) && lenbyt == 4 * nx && labbyt == labrec * lenbyt &&
        (form == 1 || form == 3))
      return true;
  }
  return false;
}

bool isText(Bytes bytes) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) {
    return (c >= 0x20 && c != 0x7F) || c == '\n' || c == '\r' || c == '\t';
  });
}

RecognisedKind textKind(Bytes bytes) {
  const std::string text(bytes.begin(), bytes.end());
  const auto has = [&text](std::string_view word) { return text.find(word) != std::string::npos; };
  // Start of a line anywhere in the first bytes.
  const auto line = [&text, &has](std::string_view word) {
    return std::string_view(text).starts_with(word) || has(std::string(1, '\n').append(word));
  };
  if (has("_rln")) return {"a RELION STAR file", "Open the .mrc files that it names."};
  if (line("_atom_site.") || line("_entry.id") || line("_audit_conform"))
    return {"an atomic model (mmCIF)", "Give the map here; a model belongs to --model."};
  for (const std::string_view record : {"HEADER ", "CRYST1", "ATOM  ", "HETATM", "REMARK ", "MODEL  ", "COMPND "})
    if (line(record)) return {"an atomic model (PDB)", "Give the map here; a model belongs to --model."};
  if (line("data_")) return {"a STAR or CIF file", "Open the .mrc files that it names."};
  if (text.starts_with("<?xml") || text.starts_with("<"))
    return {"an XML or HTML page", "Perhaps a download that failed: download it again."};
  if (text.starts_with("{") || text.starts_with("[")) return {"a JSON file", ""};
  return {"text", ""};
}

}  // namespace

std::optional<RecognisedKind> recognise(Bytes bytes, std::optional<std::int64_t> fileBytes) {
  if (fileBytes == 0 || bytes.empty()) return std::nullopt;  // empty: short, not foreign
  for (const Signature& s : kSignatures)
    if (startsWith(bytes, s.magic)) return RecognisedKind{s.kind, s.remedy};
  if (looksLikeSpider(bytes))
    return RecognisedKind{"a SPIDER (Xmipp) volume",
                          "Convert it to MRC, for example with xmipp_image_convert or e2proc3d.py."};
  const std::size_t looked = std::min<std::size_t>(bytes.size(), 1024);
  if (isText(bytes.first(looked))) return textKind(bytes);
  if (bytes.size() >= 512 && std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c == 0; }))
    return RecognisedKind{"nothing but zero bytes", "Download or copy it again."};
  return std::nullopt;
}

}  // namespace vitrine
