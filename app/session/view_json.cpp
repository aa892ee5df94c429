#include "app/session/view_json.hpp"

#include "core/base/error.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace vitrine::ui {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<ColorMap, const char*> kColourWords[] = {{ColorMap::Viridis, "viridis"},
                                                             {ColorMap::Cividis, "cividis"},
                                                             {ColorMap::BlueWhiteRed, "blue_white_red"},
                                                             {ColorMap::Classic, "classic"}};

const char* colourWord(ColorMap colours) {
  for (const auto& [map, word] : kColourWords)
    if (map == colours) return word;
  return kColourWords[0].second;
}

ColorMap coloursFrom(const Json& json) {
  for (const auto& [map, word] : kColourWords)
    if (json == word) return map;
  throw InputError("unknown colours " + json.dump());
}

Json textJson(const QString& text) { return text.toStdString(); }
QString textFrom(const Json& json) { return QString::fromStdString(json.get<std::string>()); }

template <class T>
Json orNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class T>
std::optional<T> optionalFrom(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<T>());
}

double finite(const Json& json) {
  const auto value = json.get<double>();
  if (!std::isfinite(value)) throw InputError("a number is infinite");
  return value;
}

Json cameraJson(const SurfaceCamera& camera) {
  return {{"rotation", camera.rotation.row},
          {"zoom", camera.zoom},
          {"pan_A", {camera.panX, camera.panY}},
          {"pivot_A", camera.pivot}};
}

SurfaceCamera cameraFrom(const Json& json) {
  SurfaceCamera camera;
  camera.rotation.row = json.at("rotation").get<std::array<Vector3, 3>>();
  camera.zoom = finite(json.at("zoom"));
  if (camera.zoom <= 0) throw InputError("the camera's zoom is not positive");
  camera.panX = finite(json.at("pan_A").at(0));
  camera.panY = finite(json.at("pan_A").at(1));
  camera.pivot = json.at("pivot_A").get<Vector3>();
  return camera;
}

Json scalesJson(const QMap<QString, ColourScale>& scales) {
  Json object = Json::object();
  for (auto it = scales.begin(); it != scales.end(); ++it)
    object[it.key().toStdString()] = {
        {"low", orNull(it->low)}, {"high", orNull(it->high)}, {"colours", colourWord(it->colours)}};
  return object;
}

QMap<QString, ColourScale> scalesFrom(const Json& json) {
  QMap<QString, ColourScale> scales;
  for (const auto& [id, scale] : json.items())
    scales[QString::fromStdString(id)] = {optionalFrom<double>(scale.at("low")), optionalFrom<double>(scale.at("high")),
                                          coloursFrom(scale.at("colours"))};
  return scales;
}

ViewState viewFrom(const Json& json) {
  ViewState view;
  const auto read = [&](const char* key, auto&& take) {
    if (const auto found = json.find(key); found != json.end()) take(*found);
  };
  read("level", [&](const Json& j) { view.level = optionalFrom<double>(j); });
  read("crosshair", [&](const Json& j) { view.crosshair = j.get<Index3>(); });
  read("grey", [&](const Json& j) {
    if (!j.is_null()) view.grey = GreyRange{finite(j.at("low")), finite(j.at("high"))};
  });
  read("shown_view", [&](const Json& j) { view.shownView = std::clamp(j.get<int>(), 0, 4); });
  read("projections", [&](const Json& j) { view.projections = j.get<bool>(); });
  read("grid", [&](const Json& j) { view.grid = j.get<bool>(); });
  read("camera", [&](const Json& j) { view.camera = cameraFrom(j); });
  read("clip", [&](const Json& j) {
    view.clip.low = j.at("low").get<std::array<double, 3>>();
    view.clip.high = j.at("high").get<std::array<double, 3>>();
  });
  read("dust_voxels", [&](const Json& j) { view.dustVoxels = j.get<std::int64_t>(); });
  read("keep_only", [&](const Json& j) { view.keepOnly = optionalFrom<Index3>(j); });
  read("show_model", [&](const Json& j) { view.showModel = j.get<bool>(); });
  read("surface_colour", [&](const Json& j) { view.surfaceColour = textFrom(j); });
  read("bookmarks", [&](const Json& j) {
    for (std::size_t i = 0; i < view.bookmarks.size() && i < j.size(); ++i)
      if (!j[i].is_null()) view.bookmarks[i] = cameraFrom(j[i]);
  });
  read("slice_overlays", [&](const Json& j) {
    for (const Json& id : j) view.sliceOverlays << textFrom(id);
  });
  read("scales", [&](const Json& j) { view.scales = scalesFrom(j); });
  read("comments", [&](const Json& j) {
    for (const auto& [warning, comment] : j.items()) view.comments[QString::fromStdString(warning)] = textFrom(comment);
  });
  return view;
}

}  // namespace

nlohmann::ordered_json viewJson(const ViewState& view) {
  Json overlays = Json::array(), comments = Json::object(), bookmarks = Json::array();
  for (const auto& camera : view.bookmarks) bookmarks.push_back(camera ? cameraJson(*camera) : Json(nullptr));
  for (const QString& id : view.sliceOverlays) overlays.push_back(textJson(id));
  for (auto it = view.comments.begin(); it != view.comments.end(); ++it)
    comments[it.key().toStdString()] = textJson(*it);
  Json json = {{"level", orNull(view.level)},
               {"crosshair", view.crosshair},
               {"grey", nullptr},
               {"shown_view", view.shownView},
               {"projections", view.projections},
               {"grid", view.grid},
               {"camera", cameraJson(view.camera)},
               {"clip", {{"low", view.clip.low}, {"high", view.clip.high}}},
               {"dust_voxels", view.dustVoxels},
               {"keep_only", orNull(view.keepOnly)},
               {"show_model", view.showModel},
               {"bookmarks", std::move(bookmarks)},
               {"surface_colour", textJson(view.surfaceColour)},
               {"slice_overlays", std::move(overlays)},
               {"scales", scalesJson(view.scales)},
               {"comments", std::move(comments)}};
  if (view.grey) json["grey"] = {{"low", view.grey->low}, {"high", view.grey->high}};
  return json;
}

ViewState viewFromJson(const nlohmann::ordered_json& json) {
  try {
    return viewFrom(json);
  } catch (const nlohmann::json::exception& error) {
    throw InputError(std::string("what was shown cannot be read: ") + error.what());
  }
}

}  // namespace vitrine::ui
